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

/** Records whose components are settings or groups of settings, made from values by name and taken apart again. */
final class SettingRecords {
    private SettingRecords() {}

    /**
     * A record with its groups.
     *
     * @param values of every setting, each of its component's type
     * @throws BadInput when a record refuses the values, in its own words
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
            throw new BadInput("settings: %s".formatted(refusal.getMessage()), refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each setting's value by its name, in the order of the alphabet. */
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

    /** The record that a group is. */
    static Class<? extends Record> group(RecordComponent component) {
        return component.getType().asSubclass(Record.class);
    }

    /** A component's name among all: the record that it belongs to, and its own. */
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
