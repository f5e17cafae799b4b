"""What a permit's desk cannot take down, each refusal in a sentence."""

from estancia.wording import ForPeople, Sentence


class PermitUnderWay(ForPeople):
    """One of this kind is already under way."""

    sentence = Sentence(
        es="Ya hay una solicitud de este tipo en trámite. No se abrió otra. Espere su respuesta o retírela primero.",
        en="One of this kind is already under way. No other was opened. Wait for its answer, or withdraw it first.",
    )


class DayDoesNotFit(ForPeople):
    """A day that is not a date, lies ahead, or lies before what it follows."""

    sentence = Sentence(
        es="Ese día no encaja: no es una fecha, todavía no llega, o es anterior a lo que ya pasó. No se guardó nada. "
        "Revise el día y escríbalo de nuevo.",
        en="That day does not fit: it is no date, has not come yet, or lies before what already happened. Nothing was "
        "kept. Check the day and type it again.",
    )


class FiledTooEarly(ForPeople):
    """A day before the person was born, before their stay where the permit rests on it, or before any rule known."""

    sentence = Sentence(
        es="Ese día es demasiado temprano: es anterior al nacimiento de la persona, al primer día de su estancia, o a "
        "las reglas que Estancia conoce. No se guardó nada. Revise el día y el año y escríbalos de nuevo.",
        en="That day is too early: it lies before the person was born, before the first day of their stay, or before "
        "the rules Estancia knows. Nothing was kept. Check the day and the year and type them again.",
    )


class NotSilentYet(ForPeople):
    """The certificate was asked for on a day on which the authority still had time to answer."""

    sentence = Sentence(
        es="Ese día la autoridad todavía tenía tiempo de responder: la constancia se pide desde el día en que pasó el "
        "plazo, que está en la página de permisos. No se guardó nada. Revise el día y escríbalo de nuevo.",
        en="On that day the authority still had time to answer: the certificate is asked for from the day the time "
        "passed, which stands on the permits page. Nothing was kept. Check the day and type it again.",
    )


class PaperNotAsked(ForPeople):
    """No paper was ticked, or one that this kind of permit does not ask for."""

    sentence = Sentence(
        es="Marque qué papeles faltan según la autoridad, de los que aparecen en la lista. No se guardó nada.",
        en="Tick which papers the authority says are missing, of those listed. Nothing was kept.",
    )


class AnswerNotWhole(ForPeople):
    """An answer other than granted or refused, or an obstacle not on the list."""

    sentence = Sentence(
        es="No se entendió la respuesta. No se guardó nada. Elija una de las que aparecen.",
        en="The answer was not understood. Nothing was kept. Choose one of those shown.",
    )
