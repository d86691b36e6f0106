"""The tables of ``catalogue.sqlite``."""

from __future__ import annotations

VERSION = 1  # raised with every change below; a catalogue of another version is made anew

TABLES = """
create table object (
    id text primary key,
    head integer not null,
    inventory text not null,
    key text, report text, title text, subtitle text, series text, number text,
    publisher text, date text, language text
) without rowid;
create table author (
    object text not null, position integer not null, name text not null,
    primary key (object, position)
) without rowid;
create table copy (
    object text not null, source text not null, site text, item text, slice integer, label text,
    primary key (object, source)
) without rowid;
create table version (
    object text not null, number integer not null, created text not null, message text not null,
    user text not null,
    primary key (object, number)
) without rowid;
create table file (
    object text not null, path text not null, sha512 text not null,
    primary key (object, path)
) without rowid;
create table passage (
    rowid integer primary key,
    object text not null, position integer not null,
    kind text not null, xml_id text not null, page text not null,
    source text not null, turns text not null, text text not null,
    unique (object, position)
);
create virtual table passage_text using fts5 (
    text, content='passage', content_rowid='rowid',
    tokenize="unicode61 remove_diacritics 2"
);
create trigger passage_added after insert on passage begin
    insert into passage_text (rowid, text) values (new.rowid, new.text);
end;
create trigger passage_removed after delete on passage begin
    insert into passage_text (passage_text, rowid, text) values ('delete', old.rowid, old.text);
end;
"""

# Everything but the index, which follows from "passage": for comparing two catalogues.
CONTENT = {
    "object": "select * from object order by id",
    "author": "select * from author order by object, position",
    "copy": "select * from copy order by object, source",
    "version": "select * from version order by object, number",
    "file": "select * from file order by object, path",
    "passage": (
        "select object, position, kind, xml_id, page, source, turns, text from passage"
        " order by object, position"
    ),
}
