"""An archive opens for its keeper, whole or not at all."""

import io
from dataclasses import replace

import pytest

from estancia.sealing.archives import (
    ArchiveDamaged,
    ArchiveKeyUnreadable,
    ArchiveOfAnother,
    make_archive_keys,
    read_archive,
    read_keepers_key,
    read_makers_key,
    write_archive,
)

MAKER, KEEPER = make_archive_keys()
MESSAGES = [b"the head", b"", bytes(range(256)) * 40, b"the last word"]


def archive(messages=MESSAGES, key=MAKER):
    file = io.BytesIO()
    assert write_archive(file=file, messages=iter(messages), key=key) == len(file.getvalue())
    return file.getvalue()


def opened(octets, key=KEEPER):
    return list(read_archive(file=io.BytesIO(octets), key=key))


def test_the_keeper_reads_what_was_written_in_order():
    assert opened(archive()) == MESSAGES


def test_what_lies_in_it_cannot_be_read_by_whoever_finds_it():
    assert b"the last word" not in archive()


def test_a_byte_changed_anywhere_is_found():
    whole = archive()
    for at in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises((ArchiveDamaged, ArchiveOfAnother)):
            opened(bytes(changed))


def test_an_archive_cut_anywhere_or_with_more_after_it_is_found():
    whole = archive()
    for at in range(0, len(whole), 11):
        with pytest.raises(ArchiveDamaged):
            opened(whole[:at])
    with pytest.raises(ArchiveDamaged):
        opened(whole + b"\0")


def test_parts_of_two_archives_of_the_same_house_do_not_make_one():
    one, other = archive(), archive([b"the head", b"", bytes(range(256)) * 40, b"another word"])
    for at in (100, 200, 5_000, len(one) - 64):
        with pytest.raises((ArchiveDamaged, ArchiveOfAnother)):
            opened(one[:at] + other[at:])


def test_another_keeper_opens_nothing_and_another_house_is_not_believed():
    strangers, strangers_key = make_archive_keys()
    with pytest.raises(ArchiveOfAnother):
        opened(archive(), key=strangers_key)
    with pytest.raises(ArchiveOfAnother):
        opened(archive(key=replace(strangers, public=MAKER.public)))
    with pytest.raises(ArchiveOfAnother):
        opened(archive(key=replace(MAKER, public=strangers.public)))


def test_keys_survive_being_written_and_nothing_else_reads_as_them():
    assert (read_makers_key(str(MAKER)), read_keepers_key(str(KEEPER))) == (MAKER, KEEPER)
    for wrong in ("", "{}", "[]", str(MAKER), '{"form": 1, "private": "AA==", "maker": "AA=="}'):
        with pytest.raises(ArchiveKeyUnreadable):
            read_keepers_key(wrong)


def test_a_reader_that_does_not_check_the_signature_is_seen(monkeypatch):
    """The planted fault: everything but the signature is still proved by the stream, so only a new end shows it."""
    from estancia.sealing import archives

    whole = archive()
    changed = whole[:-64] + bytes(64)
    monkeypatch.setattr(archives, "check_archive", lambda **_: None)
    assert opened(changed) == MESSAGES
