// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** How a record is written: an object with a member for each component. It is read through its constructor, with all its checks. */
final class RecordForm implements Forms.Form {

    private final Constructor<?> constructor;
    private final String[] names;
    private final Method[] accessors;
    private final Forms.Form[] forms;

    private RecordForm(Constructor<?> constructor, String[] names, Method[] accessors, Forms.Form[] forms) {
        this.constructor = constructor;
        this.names = names;
        this.accessors = accessors;
        this.forms = forms;
    }

    /**
     * The form of a record.
     *
     * @param parts gives the forms of its components
     */
    static RecordForm of(Class<?> type, Function<Type, Forms.Form> parts) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true); // records of this bundle are not public
            Method[] accessors =
                    Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
            Arrays.stream(accessors).forEach(each -> each.setAccessible(true));
            return new RecordForm(
                    constructor,
                    Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new),
                    accessors,
                    Arrays.stream(components)
                            .map(each -> parts.apply(each.getGenericType()))
                            .toArray(Forms.Form[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no constructor with all its components", e);
        }
    }

    @Override
    public Json write(Object value) {
        try {
            JsonObject.Builder json = Json.object();
            for (int i = 0; i < names.length; i++) {
                json.put(names[i], forms[i].write(accessors[i].invoke(value)));
            }
            return json.build();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written", e);
        }
    }

    @Override
    public Object read(Json json) {
        JsonObject object = Forms.object(json).onlyNames(names);
        Object[] parts = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            parts[i] = forms[i].read(object.get(name).orElseThrow(() -> object.refused(name, "is missing")));
        }
        try {
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getDeclaringClass() + " cannot be made", e);
        }
    }
}
