// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * How the fields of an object that changes are written and filled again: all of them but those that are named as left out, so that a new field
 * is kept without anybody's doing. The owner of the object guards it.
 */
final class FieldsForm {

    private final List<Field> fields;
    private final List<Forms.Form> forms;

    /**
     * The form of a class of this bundle.
     *
     * @param leftOut names of the fields that follow from the others
     */
    FieldsForm(Class<?> type, Set<String> leftOut, Forms forms) {
        this.fields = Arrays.stream(type.getDeclaredFields())
                .filter(each -> !Modifier.isStatic(each.getModifiers()) && !leftOut.contains(each.getName()))
                .toList();
        fields.forEach(each -> each.setAccessible(true));
        this.forms =
                fields.stream().map(each -> forms.of(each.getGenericType())).toList();
    }

    JsonObject write(Object of) {
        try {
            JsonObject.Builder json = Json.object();
            for (int i = 0; i < fields.size(); i++) {
                json.put(
                        fields.get(i).getName(),
                        forms.get(i).write(fields.get(i).get(of)));
            }
            return json.build();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(of.getClass() + " cannot be written", e);
        }
    }

    /**
     * Fills the fields of a new object.
     *
     * @throws IllegalArgumentException when the JSON is not what {@link #write} wrote
     */
    <T> T fill(T fresh, JsonObject json) {
        json.onlyNames(fields.stream().map(Field::getName).toArray(String[]::new));
        try {
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                String name = field.getName();
                Object value = forms.get(i).read(json.get(name).orElseThrow(() -> json.refused(name, "is missing")));
                if (Modifier.isFinal(field.getModifiers())) {
                    pour(field.get(fresh), value);
                } else {
                    field.set(fresh, value);
                }
            }
            return fresh;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(fresh.getClass() + " cannot be filled", e);
        }
    }

    /** A collection that the object keeps for its life takes over what is in another. */
    @SuppressWarnings("unchecked") // both have the declared type of the field
    private static void pour(Object into, Object from) {
        if (into instanceof Map<?, ?> map) {
            ((Map<Object, Object>) map).putAll((Map<?, ?>) from);
        } else {
            ((Collection<Object>) into).addAll((Collection<?>) from);
        }
    }
}
