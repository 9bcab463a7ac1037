package org.careloop.web;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole application behind its own web server, on a free port of the loopback. All such tests share it. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class ServedTest extends WebTest {
    @LocalServerPort
    protected int port;
}
