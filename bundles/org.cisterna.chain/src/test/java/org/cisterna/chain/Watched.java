// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;

/** Stands before services and notes which entries each of their methods left behind while it ran. For one thread. */
final class Watched {

    private final Ledger ledger;
    private final Map<String, TreeSet<String>> done = new TreeMap<>();
    private final List<String> silent = new ArrayList<>();

    Watched(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The name of a method in the table of acts. */
    static String name(Class<?> service, String method) {
        return service.getSimpleName() + "." + method;
    }

    /** The service, watched. */
    <T> T before(Class<T> type, T service) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    long size = ledger.size();
                    Object answer;
                    try {
                        answer = method.invoke(service, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (!(answer instanceof Answer<?> said) || said.isDone()) {
                        note(name(type, method.getName()), size);
                    }
                    return answer;
                }));
    }

    private void note(String name, long from) {
        TreeSet<String> types = done.computeIfAbsent(name, any -> new TreeSet<>());
        List<Envelope> entered = ledger.size() == from ? List.of() : ledger.read(from, (int) (ledger.size() - from));
        entered.forEach(each -> types.add(each.entry().type()));
        if (entered.isEmpty()) {
            silent.add(name);
        }
    }

    /** The types of entries that a method left; empty when it was never called with success. */
    Set<String> entered(String name) {
        return done.getOrDefault(name, new TreeSet<>());
    }

    /** Methods that came back well and left no entry, once for each time. */
    List<String> silent() {
        return List.copyOf(silent);
    }
}
