package org.careloop.faults;

import org.careloop.web.WebApplication;
import org.springframework.boot.SpringApplication;

/** The web application with a clock that can be set from outside. */
final class ShiftedApplication {

    private ShiftedApplication() {}

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {WebApplication.class, ShiftedClock.class}, arguments);
    }
}
