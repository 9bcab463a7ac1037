package org.careloop.run.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record component that is itself a record of settings. Lists show it as a heading; names do not contain it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Group {
    /** The heading in English. */
    String value();

    /**
     * Defaults that are others here than where the group's settings are declared, as {@code name=value}: several commands
     * share a group, and what is usual differs among them.
     */
    String[] defaults() default {};
}
