-- severity: warn
-- because: readers judge a claim by its sentence; a quote may span two, so that this is a warning.
select
    claim_id,
    quote,
    sentence
from fact_claims
where not contains(sentence, quote) and not contains(quote, sentence);
