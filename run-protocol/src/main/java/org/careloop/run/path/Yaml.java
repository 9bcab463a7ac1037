package org.careloop.run.path;

import java.util.List;
import java.util.Map;

/** A value of a YAML file, and the line (counted from 1) in which it begins. */
sealed interface Yaml {
    long line();

    /** What every scalar is here, numbers and truth values too: who reads it knows what it should be. */
    record Text(long line, String text) implements Yaml {}

    /** A list. */
    record Items(long line, List<Yaml> items) implements Yaml {}

    /** Fields in the order of the file. */
    record Fields(long line, Map<String, Yaml> fields) implements Yaml {}
}
