package org.careloop.web;

/** Something that a person does. */
public interface Act {
    void run() throws Exception;
}
