// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service of which only some methods answer. The others throw, so that a test sees what is asked unexpectedly. */
public final class Fake {

    private Fake() {}

    /** A service that answers the methods of these names. */
    public static <T> T of(Class<T> type, Map<String, Function<@Nullable Object[], ?>> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> self == arguments[0];
                            default -> type.getSimpleName();
                        };
                    }
                    Function<@Nullable Object[], ?> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
                    }
                    return answer.apply(arguments == null ? new Object[0] : arguments);
                }));
    }
}
