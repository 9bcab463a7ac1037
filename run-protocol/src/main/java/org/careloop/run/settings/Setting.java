package org.careloop.run.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component as a setting; its name is the component's name. {@link SettingDescription} gives the same facts
 * at run time.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** Its effect, in English; translations stand in {@code settings_LANGUAGE.properties}. */
    String sentence();

    /** The default, written as for {@code --set}. */
    String byDefault();

    /** What a number counts or measures. */
    Unit unit() default Unit.NONE;

    double atLeast() default Double.NEGATIVE_INFINITY;

    double above() default Double.NEGATIVE_INFINITY;

    double atMost() default Double.POSITIVE_INFINITY;

    double below() default Double.POSITIVE_INFINITY;

    /** Whether 0 is accepted although the bounds exclude it; 0 leaves the choice to the trainer. */
    boolean orZero() default false;

    /** The values of a text setting that people are told of; for an enum, its constants are the choices. */
    String[] choices() default {};

    /** A regular expression of texts accepted besides the choices: other spellings, numbers of devices. */
    String accepts() default "";
}
