package org.careloop.web.shell;

/** Said when a person chooses a language; the accounts remember it. */
public record LanguageChosen(Language language) {}
