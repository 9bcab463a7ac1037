package org.careloop.run.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;

/** Builds records of settings and groups of settings from values by name, and the other way round. */
final class SettingRecords {
    private SettingRecords() {}

    /**
     * Builds a record with its groups.
     *
     * @param values one for every setting, of its component's type
     * @throws BadInput when a record refuses the values; the message is the record's
     */
    static <T extends Record> T make(Class<T> type, Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = Arrays.stream(components)
                .map(component -> isSetting(component)
                        ? Objects.requireNonNull(values.get(component.getName()))
                        : make(group(component), values))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable refusal = Objects.requireNonNull(e.getCause());
            Phrase words = Failure.words(refusal);
            throw new BadInput(Phrase.of("settings.together", "settings: " + words, words), refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each setting's value by its name, in alphabetical order. */
    static Map<String, Object> values(Record settings) {
        Map<String, Object> values = new TreeMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = value(component, settings);
            if (isSetting(component)) {
                values.put(component.getName(), value);
            } else {
                values.putAll(values((Record) value));
            }
        }
        return values;
    }

    /** The record type of a group. */
    static Class<? extends Record> group(RecordComponent component) {
        return component.getType().asSubclass(Record.class);
    }

    /** A unique name of a component: the record that declares it, a dot, and its own name. */
    static String key(RecordComponent component) {
        Class<?> record = component.getDeclaringRecord();
        String type = record.getName().substring(record.getPackageName().length() + 1);
        return type.replace('$', '.') + "." + component.getName();
    }

    private static boolean isSetting(RecordComponent component) {
        return component.isAnnotationPresent(Setting.class);
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return Objects.requireNonNull(accessor.invoke(record));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
