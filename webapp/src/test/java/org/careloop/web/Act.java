package org.careloop.web;

/** Something that a person does. */
interface Act {
    void run() throws Exception;
}
