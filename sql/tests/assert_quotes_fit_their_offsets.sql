-- severity: error
-- because: a quote that is not as long as its offsets say was changed on the way, and no figure stands without its quote.
select
    claim_id,
    char_start,
    char_end,
    length(quote) as quote_length
from fact_claims
where char_end - char_start <> length(quote) or length(quote) = 0 or char_start < 0;
