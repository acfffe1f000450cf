// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What is entered. Type and version say how to read the body; the bundle whose API defines the type owns the body, and every version
 * stays readable for ever. The ledger does not look into bodies: it keeps types that it does not know as they are.
 *
 * <p>Immutable. Made by {@link #of}.
 *
 * @param type what kind of entry it is, lower case words with dots between, the owner's first: {@code pump.intent}; at most
 *     {@value #MAX_TYPE_LENGTH} characters
 * @param version the version of the body, from 1
 * @param actor who did it
 * @param pump the pump it concerns, if it concerns one, as manufacturer and serial; at most {@value #MAX_REFERENCE_LENGTH} characters
 * @param correlation what ties entries of one act together, if anything; at most {@value #MAX_REFERENCE_LENGTH} characters
 * @param body what happened; at most {@value #MAX_BODY_BYTES} bytes of canonical JSON
 * @param evidence the files it rests on, by their digests; at most {@value #MAX_EVIDENCE}
 */
public record Entry(
        String type,
        int version,
        Actor actor,
        Optional<String> pump,
        Optional<String> correlation,
        JsonObject body,
        List<Digest> evidence) {

    /** The most bytes a body may have as canonical JSON. */
    public static final int MAX_BODY_BYTES = 16 * 1024;

    /** The most characters of a type. */
    public static final int MAX_TYPE_LENGTH = 64;

    /** The most characters of a pump's and of a correlation's name. */
    public static final int MAX_REFERENCE_LENGTH = 120;

    /** The most files an entry may name. */
    public static final int MAX_EVIDENCE = 32;

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException naming the part, its value and the bound, a body nested too deeply included
     */
    public Entry {
        if (type.length() > MAX_TYPE_LENGTH || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("'" + type + "' is not the type of an entry: lower case words with dots"
                    + " between, at most " + MAX_TYPE_LENGTH + " characters, for example pump.intent");
        }
        if (version < 1) {
            throw new IllegalArgumentException(type + " has version " + version + "; versions count from 1");
        }
        pump.ifPresent(p -> Text.checked("the pump of " + type, p, MAX_REFERENCE_LENGTH));
        correlation.ifPresent(c -> Text.checked("the correlation of " + type, c, MAX_REFERENCE_LENGTH));
        evidence = List.copyOf(evidence);
        if (evidence.size() > MAX_EVIDENCE) {
            throw new IllegalArgumentException(type + " names " + evidence.size() + " files as evidence, at most "
                    + MAX_EVIDENCE + " are allowed: put them into one file");
        }
        // An envelope holds the entry and the entry the body; what is nested too deeply for that says so here.
        Json.object().put("entry", Json.object().put("body", body).build()).build();
        if (!body.fits(MAX_BODY_BYTES)) {
            throw new IllegalArgumentException(
                    "the body of " + type + " has " + body.canonicalBytes().length + " bytes, at most " + MAX_BODY_BYTES
                            + " are allowed: keep what is larger as evidence and name it");
        }
    }

    /** Begins an entry of this type and version; an actor and a body must follow. */
    public static Builder of(String type, int version, Actor actor) {
        return new Builder(type, version, actor);
    }

    /** As JSON, in the form in which an {@link Envelope} holds it. */
    public JsonObject json() {
        JsonObject.Builder json =
                Json.object().put("actor", actor.json()).put("body", body).putOptional("correlation", correlation);
        if (!evidence.isEmpty()) {
            json.put(
                    "evidence",
                    Json.array(evidence.stream().map(d -> Json.text(d.text())).toList()));
        }
        return json.putOptional("pump", pump)
                .put("type", type)
                .put("version", version)
                .build();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws org.cisterna.canonical.JsonException when a part is missing, unknown or of another type
     * @throws IllegalArgumentException when a part is out of its bounds
     */
    public static Entry from(JsonObject json) {
        json.onlyNames("actor", "body", "correlation", "evidence", "pump", "type", "version");
        List<Digest> evidence = json.get("evidence").isEmpty()
                ? List.of()
                : json.array("evidence").strings().stream().map(Digest::parse).toList();
        return new Entry(
                json.string("type"),
                Math.toIntExact(json.number("version")),
                Actor.from(json.object("actor")),
                json.optionalString("pump"),
                json.optionalString("correlation"),
                json.object("body"),
                evidence);
    }

    /** Collects the parts of an entry. For one thread. */
    public static final class Builder {
        private final String type;
        private final int version;
        private final Actor actor;
        private Optional<String> pump = Optional.empty();
        private Optional<String> correlation = Optional.empty();
        private JsonObject body = Json.object().build();
        private final List<Digest> evidence = new ArrayList<>();

        private Builder(String type, int version, Actor actor) {
            this.type = type;
            this.version = version;
            this.actor = actor;
        }

        /** The pump it concerns. */
        public Builder pump(String value) {
            pump = Optional.of(value);
            return this;
        }

        /** What ties it to other entries of the same act. */
        public Builder correlation(String value) {
            correlation = Optional.of(value);
            return this;
        }

        /** What happened; empty unless given. */
        public Builder body(JsonObject value) {
            body = value;
            return this;
        }

        /** One more file that it rests on; it must already be in the {@link EvidenceStore}. */
        public Builder evidence(Digest value) {
            evidence.add(value);
            return this;
        }

        /**
         * The entry.
         *
         * @throws IllegalArgumentException when a part is out of its bounds
         */
        public Entry build() {
            return new Entry(type, version, actor, pump, correlation, body, evidence);
        }
    }
}
