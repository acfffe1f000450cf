// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.therapy.Act;

/**
 * One address that takes one method. The table of all of them is the whole console.
 *
 * @param method {@code GET} or {@code POST}
 * @param pattern segments, a variable one in braces: {@code /pumps/{manufacturer}/{serial}}
 * @param access who may come here at all; services ask again
 * @param handler answers
 */
public record Route(String method, String pattern, Access access, Handler handler) {

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers.
         *
         * @throws Missing when a service that is needed is not there
         */
        Reply answer(Asked asked) throws Missing;
    }

    /** A topic: a few addresses that belong together. Each is one small class, named in {@link Topics}. */
    public interface Topic {
        /** Its addresses. */
        List<Route> routes();
    }

    /**
     * Who may come.
     *
     * @param open whether nobody needs to be signed in
     * @param act what the person must be allowed to do; empty when it is enough to be signed in
     * @param whileLocked whether it is answered on a locked screen, too: a stop, and nothing else
     */
    public record Access(boolean open, Optional<Act> act, boolean whileLocked) {
        /** Everybody, signed in or not. */
        public static Access everybody() {
            return new Access(true, Optional.empty(), false);
        }

        /** Everybody who is signed in. */
        public static Access signedIn() {
            return new Access(false, Optional.empty(), false);
        }

        /** Everybody who may do this. */
        public static Access to(Act act) {
            return new Access(false, Optional.of(act), false);
        }

        /** Everybody who may do this, on a locked screen as well. */
        public static Access alsoLocked(Act act) {
            return new Access(false, Optional.of(act), true);
        }
    }

    /** A page to look at, for everybody who may do an act. */
    public static Route get(String pattern, Act act, Handler handler) {
        return new Route("GET", pattern, Access.to(act), handler);
    }

    /** An act, for everybody who may do it. */
    public static Route post(String pattern, Act act, Handler handler) {
        return new Route("POST", pattern, Access.to(act), handler);
    }

    /** The variable segments of a path, decoded, by name; empty when the path is another one. */
    Optional<Map<String, String>> places(List<String> segments) {
        List<String> wanted = segments(pattern);
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String each = wanted.get(i);
            if (each.startsWith("{")) {
                places.put(each.substring(1, each.length() - 1), segments.get(i));
            } else if (!each.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(places));
    }

    /** The segments of a path; none for {@code /}. */
    static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }
}
