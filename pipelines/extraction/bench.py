"""A general news stream to measure the gate on: articles of all kinds, of which a few are about contractor losses.

Here belongs making the stream; what it costs is measured by `pipelines.bench`. The paragraphs are written for the purpose:
among them are guards, contractors, Russians and companies that are no contractors at war.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.schemas.contract import Article

_EVERY = 50  # one article in so many is relevant
_LENGTH = 5  # paragraphs of an article, about 300 words
_PARAGRAPHS = tuple(
    " ".join(block.split())
    for block in """
The council voted on Tuesday night to widen the ring road, after a debate in which residents of three districts spoke
of noise, dust and falling house prices. Work is to begin in spring and to cost 41 million. The opposition called the
plan a gift to developers and said that it would ask an administrative court to stop it.

Shares of the chip maker fell nine percent in early trading. The company said that orders from abroad had been weaker
than forecast and that it would cut 1,200 jobs, most of them in two plants that it bought four years ago. Analysts had
expected a profit; the chief executive said the worst was over.

Police arrested two men after a guard was shot in the leg during a robbery at a bank on the high street. The security
guard, 31, was in a stable condition in hospital. Witnesses described a white van, found later without plates near the
railway station. The bank will stay closed until Thursday.

A building contractor was fined 90,000 on Monday for the death of a worker who fell from a scaffold in the harbour
district. The judge said that the firm had ignored two warnings. The man's widow told reporters that no sum would
bring him back. The company has 28 days to appeal.

The Russian champion lost the second set and the match in just under two hours. She blamed a shoulder injury for the
defeat, her third on grass this season, and did not say whether she would be fit for the tournament in August. Her
trainer called the court too fast.

Heavy rain killed at least four people in the hills on Sunday and cut the coast road in six places. Rescue teams
searched for a family of three whose car was swept away. Schools will stay closed, and the weather service expects
another storm before the end of the week.

The novelist, who died last year, left nine notebooks to the university. Her editor has now made a book of them, in
which she describes a childhood among engineers and pilots, and the foreign sailors whom her father brought home. The
reviews have been kind; the cover has not been forgiven.

Researchers have measured how quickly glaciers lose mass in the eastern range. In the journal they report that the
loss has doubled in twenty years. A colleague who had no part in the study praised its method, and asked for more
stations at altitude.

The minister's adviser resigned over a contract for school meals. Parliament will debate it next week. He denied
having profited, and said that he did not want to be a burden to the government in the budget debate. A successor has
not been named.

Fans of the club waited in the square until dawn. The striker scored twice in the second half, the second from thirty
metres, and the goalkeeper saved a penalty in the last minute. It is the club's first title in eighteen years, and the
coach wept.

Doctors at the county hospital went on strike for the third day. They ask for shorter shifts and for 400 more nurses.
Two operations were put off, the hospital said; no patient had been harmed. Talks with the ministry will resume in the
evening.

The airline cancelled 140 flights because of a fault in the software that plans its crews. Passengers slept on the
floor of the terminal. A spokesman apologised, and a lawyer for the consumer union said that everybody who waited for
more than five hours could claim their money back.

A fire in a block of flats injured eleven people on Saturday, two of them badly. It started in a kitchen on the fourth
floor. The owner had been told twice to repair the alarm. Neighbours took in an elderly couple who had lost
everything.
""".split("\n\n")
)


def general_stream(relevant: Sequence[Article], count: int) -> list[Article]:
    """So many articles, the same on each call: one in fifty of `relevant`, the others of general paragraphs."""
    out = []
    for number in range(count):
        if number % _EVERY == 0:
            out.append(replace(relevant[(number // _EVERY) % len(relevant)], article_id=f"relevant-{number}"))
            continue
        step = 1 + number % (len(_PARAGRAPHS) - 1)  # a prime count of paragraphs: no step meets one twice
        chosen = [_PARAGRAPHS[(number + step * i) % len(_PARAGRAPHS)] for i in range(_LENGTH)]
        out.append(Article(f"general-{number}", "\n\n".join(chosen)))
    return out
