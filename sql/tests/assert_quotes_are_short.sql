-- severity: warn
-- because: the warehouse cites articles and does not reprint them; a quote of more than 1,200 characters is no sentence.
select
    claim_id,
    length(quote) as quote_length,
    length(sentence) as sentence_length
from fact_claims
where length(quote) > 1200 or length(sentence) > 2400;
