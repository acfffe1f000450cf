// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Identified;

/** A request, read. Immutable. */
public final class Asked {

    /**
     * Somebody who is signed in.
     *
     * @param who the person, and what the credential is good for
     * @param formToken goes into each form, so that nobody else's page can send one
     * @param locked whether the screen is locked for idleness: nothing of a patient is shown and nothing is done until it is unlocked
     */
    public record Visitor(Identified who, String formToken, boolean locked) {}

    /**
     * What the browser says of itself; nothing of it is believed.
     *
     * @param secret what it has as the secret of a session
     * @param from its name and where it asks from, for a person to recognise it by
     * @param theme how it is to show pages
     */
    public record Browser(Optional<String> secret, String from, Theme theme) {
        /** A browser that shows pages as its system does. */
        public Browser(Optional<String> secret, String from) {
            this(secret, from, Theme.SYSTEM);
        }

        @Override
        public String toString() {
            return "Browser[" + from + "]";
        }
    }

    private final String path;
    private final Map<String, String> places;
    private final Map<String, String> query;
    private final Map<String, List<String>> fields;
    private final Optional<Visitor> visitor;
    private final Browser browser;
    private final Once once;

    /**
     * A request as a handler gets it.
     *
     * @param path as it came, without query
     * @param places variable segments of the path, decoded, by name
     * @param query what stands behind the question mark; of values given twice, the first
     * @param fields what a form sent, by name, each with all its values, in their order
     * @param visitor who asks; empty where nobody needs to be signed in and nobody is
     * @param browser what the browser says of itself
     * @param once makes the keys of forms
     */
    public Asked(
            String path,
            Map<String, String> places,
            Map<String, String> query,
            Map<String, List<String>> fields,
            Optional<Visitor> visitor,
            Browser browser,
            Once once) {
        this.path = path;
        this.places = Map.copyOf(places);
        this.query = Map.copyOf(query);
        this.fields = Map.copyOf(fields);
        this.visitor = visitor;
        this.browser = browser;
        this.once = once;
    }

    /** The path, as it came. */
    public String path() {
        return path;
    }

    /** The query. */
    public Map<String, String> query() {
        return query;
    }

    /** Who is signed in; empty where nobody needs to be. */
    public Optional<Visitor> visitor() {
        return visitor;
    }

    /** What the browser says of itself. */
    public Browser browser() {
        return browser;
    }

    /** A form with what this request typed into it, passwords left out, and a new key to be sent once. */
    public Form form() {
        Map<String, String> typed = new HashMap<>();
        for (String name : fields.keySet()) {
            if (!name.startsWith("_") && !name.startsWith("password")) {
                typed.put(name, raw(name));
            }
        }
        return new Form(visitor.map(Visitor::formToken).orElse(""), once.key(session()), typed, List.of());
    }

    /** What keys of forms are bound to. */
    String session() {
        return visitor.map(each -> each.who().credential()).orElse("");
    }

    /**
     * Who asks, on a page for those who are signed in. On a locked screen entries say that it was one: {@code via} begins with {@code locked}.
     *
     * @throws IllegalStateException on a page for everybody, when nobody is
     */
    public Identified who() {
        Visitor known = visitor.orElseThrow(() -> new IllegalStateException("nobody is signed in"));
        Identified who = known.who();
        return known.locked()
                ? new Identified(who.person(), who.credential(), "locked " + who.via(), who.scopes())
                : who;
    }

    /** A variable segment of the path. */
    public String place(String name) {
        String value = places.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the address has no segment " + name);
        }
        return value;
    }

    /** A value of the query; empty text when it was not given. */
    public String queried(String name) {
        return query.getOrDefault(name, "");
    }

    /** What was typed into a field, with spaces at its ends taken off; empty text when it was not sent. */
    public String field(String name) {
        return raw(name).strip();
    }

    /** What was typed into a field, as it came; for passwords. */
    public String raw(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Every value of a field that can come several times. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The pump that the path names as manufacturer and serial; empty when that cannot be a pump. */
    public Optional<PumpId> pump() {
        String manufacturer = places.getOrDefault("manufacturer", "");
        String serial = places.getOrDefault("serial", "");
        return PumpId.isValid(manufacturer, serial) ? Optional.of(new PumpId(manufacturer, serial)) : Optional.empty();
    }
}
