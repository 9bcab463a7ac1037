package org.careloop.run.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record component that people can set, by the component's own name. {@link SettingDescription} is the same as a value.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What it does, in English; other languages have it in {@code settings_LANGUAGE.properties}. */
    String sentence();

    /** The value where nobody says otherwise, as {@code --set} would take it. */
    String byDefault();

    /** What a number counts or measures. */
    Unit unit() default Unit.NONE;

    double atLeast() default Double.NEGATIVE_INFINITY;

    double above() default Double.NEGATIVE_INFINITY;

    double atMost() default Double.POSITIVE_INFINITY;

    double below() default Double.POSITIVE_INFINITY;

    /** Whether 0 is taken as well, where the bounds exclude it: it leaves the choice to the trainer. */
    boolean orZero() default false;

    /** What a text may be, as people are told; a type that is an enum has its constants instead. */
    String[] choices() default {};

    /** A regular expression of texts that are taken besides the choices: other spellings, numbers of devices. */
    String accepts() default "";
}
