package org.careloop.web.shell;

/** Event: a person has chosen a language. The accounts store it. */
public record LanguageChosen(Language language) {}
