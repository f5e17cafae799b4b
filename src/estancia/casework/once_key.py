"""A form pressed twice, or sent again because the line was cut, does its deed once.

Every form carries a once-key, drawn at random with its page. The key is claimed, the deed done and the address it led
to kept in one transaction: a second sending of the same form finds the address and is led there, two at the same
instant wait for one another, and a deed that is undone leaves its key free. The same key with other answers is refused.

What was sent is compared by a digest keyed with the once-key, which is not kept: a private answer of one word could
be guessed from a plain one.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from estancia.casework.audit import one_transaction
from estancia.law.parameters import parameter
from estancia.records.models import OnceKey
from estancia.records.written import write_row_once
from estancia.wording import ForPeople, Sentence

Answer = TypeVar("Answer")

FIELD = "once_key"
"""The hidden field of a form; the API takes no key, for it writes nothing."""

KEY = re.compile(r"[A-Za-z0-9_-]{22,64}")
_ADDRESS = re.compile(r"/[A-Za-z0-9/_.~-]{0,150}(\?[a-z_]{1,20}=[A-Za-z0-9_.-]{0,26})?")
_FORGET_AT_MOST = 1000

NOT_ONCE: Mapping[str, str] = MappingProxyType(
    {
        "sign_in": "each try is counted and its code holds once",
        "sign_out": "who is out is out; nothing is written of it",
        "quick_exit": "who is out is out; nothing is written of it",
        "choose_purpose": "the last purpose chosen holds",
        "language": "the last language chosen holds",
        "verify": "a look that leaves no trace",
        "search": "a look: each has its own entry in the record",
        "crossings": "a look at who stands at the gate",
        "intake_doubles": "a look at who is alike, while somebody types",
        "intake_apart": "a pair is kept apart once, by its own row; its answer may be a part of a page",
        "complain": "a complaint is once by the ticket drawn with its first page; its steps are pages",
        "complaint_answer": "a look, by the number on the receipt; its page opens once by its own ticket",
        "complaint_receipt": "a look, by the number on the receipt",
        "complaint_withdraw": "a complaint taken back is taken back, however often it is sent",
        "type_paper": "the rows keep the number of their press; its answer is a page",
        "roster_upload": "a file is read at length outside any transaction, and known again by its digest",
        "roster_orders": "read again in short transactions; whose order was said is not asked again",
        "roster_columns": "staged in short transactions; whose columns were said is not asked again",
        "ask_asylum": "asked twice it tells COMAR once, by the person's own row; its answer is a page",
        "unlock": "opens in memory what is open already, and must not wait in a transaction",
        "lock": "who holds no key may let go again",
        "api_verify": "a look that leaves no trace",
        "api_determine": "asks the rules and keeps nothing",
    }
)
"""Addresses that take a form and need no once-key, each with its reason."""


class SentOtherwise(ForPeople):
    """The once-key of this form came before, with other answers."""

    sentence = Sentence(
        es="Este formulario ya se envió antes con otras respuestas, y eso quedó hecho. Lo de ahora no se guardó. "
        "Vuelva a abrir la página para ver lo que quedó, y envíe desde ahí lo que quiera cambiar.",
        en="This form was already sent with other answers, and that was done. What you sent now was not kept. "
        "Open the page again to see what was done, and send from there what you want to change.",
    )


class KeyTooPlain(ForPeople):
    """A once-key that someone else could have chosen too."""

    sentence = Sentence(
        es="La clave de un solo uso no sirve: debe tener de 22 a 64 letras, cifras o guiones al azar. No se hizo nada. "
        "Genere otra y envíe de nuevo.",
        en="The once-key will not do: it must be 22 to 64 letters, digits or dashes drawn at random. Nothing was done. "
        "Draw another and send again.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One sending of a form: its once-key, who sent it, at which route, and all it said in a steady order."""

    key: str
    who: str
    route: str
    said: tuple[str, ...]

    def name(self) -> bytes:
        """Name this sending in the records; the key cannot be had from it."""
        return hashlib.sha256("\0".join((self.route, self.who, self.key)).encode()).digest()

    def body(self) -> bytes:
        """Give the digest of what was said, which only the holder of the key can make."""
        text = "\0".join(f"{len(one)}:{one}" for one in self.said)
        return hmac.digest(self.key.encode(), text.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """The same form did its deed before, and led to this address."""

    leads_to: str


def do_once(
    *, sending: Sending | None, do: Callable[[], Answer], leads_to: Callable[[Answer], str], now: datetime
) -> Answer | DoneBefore:
    """Do it in one transaction, or say where the same sending led before. Raises `SentOtherwise`, `KeyTooPlain`.

    An answer that leads nowhere (`leads_to` gives nothing: a page that says what to mend) leaves the key free. Without
    a key (`sending` is None) it is done, in one transaction too.
    """
    if sending is not None and not KEY.fullmatch(sending.key):
        raise KeyTooPlain
    with one_transaction():
        before = _claim(sending=sending, now=now) if sending else None
        if before:
            return before
        answer = do()
        if sending:
            _keep(sending=sending, leads_to=leads_to(answer))
        return answer


def _claim(*, sending: Sending, now: datetime) -> DoneBefore | None:
    row = OnceKey(key=sending.name(), body=sending.body(), route=sending.route, leads_to="", at=now)
    if write_row_once(row=row):
        return None
    kept = OnceKey.objects.get(key=sending.name())
    if not hmac.compare_digest(bytes(kept.body), sending.body()):
        raise SentOtherwise
    return DoneBefore(leads_to=kept.leads_to)


def _keep(*, sending: Sending, leads_to: str) -> None:
    own = OnceKey.objects.filter(key=sending.name())
    if leads_to:
        own.update(leads_to=_plain(leads_to))
    else:
        own.delete()


def _plain(address: str) -> str:
    """Give the address, without a query that might carry more than a code."""
    return address if _ADDRESS.fullmatch(address) else address.partition("?")[0][:200]


def forget_once_keys(*, now: datetime) -> int:
    """Forget the keys kept longer than EST-41 says, and give how many; the worker does this at each turn."""
    old = now - parameter("EST-41", on=now.date()).as_timedelta()
    some = OnceKey.objects.filter(at__lt=old).order_by("at").values("pk")[:_FORGET_AT_MOST]
    return OnceKey.objects.filter(pk__in=list(some.values_list("pk", flat=True))).delete()[0]


def in_steady_order(*, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Lay out the fields of a form, its own marks left out, so that equal forms read equal."""
    return tuple(part for pair in sorted(pairs) if pair[0] not in OWN_MARKS for part in pair)


OWN_MARKS = frozenset({FIELD, "csrfmiddlewaretoken"})
"""What a form carries of its own, and nobody typed."""
