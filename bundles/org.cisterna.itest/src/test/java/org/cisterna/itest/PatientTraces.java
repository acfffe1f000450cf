// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the references of patients stand after a life of the platform: in the ledger and in what is folded from it, and nowhere else. */
final class PatientTraces {

    /** What may hold them, as {@code docs/security.md} says; the rest of the folder may not. */
    private static final Set<String> PLACES = Set.of("ledger", "records", "cache");

    private static final Pattern REFERENCE = Pattern.compile("\"patient\":\"([^\"]+)\"");

    private final Set<String> references = new TreeSet<>();
    private final Set<String> secrets = new TreeSet<>();

    private PatientTraces() {}

    /** Asks the fleet for all of them, and people for what opens their accounts. */
    static PatientTraces of(DemoProcess demo) throws Exception {
        PatientTraces traces = new PatientTraces();
        String token = Objects.requireNonNull(demo.people().get("viewer")).string("token");
        String fleet =
                new String(Http.bytes(demo.address().resolve("/api/v1/fleet?size=200"), token), StandardCharsets.UTF_8);
        REFERENCE.matcher(fleet).results().forEach(each -> traces.references.add(each.group(1)));
        assertTrue("the fleet has patients: " + traces.references, traces.references.size() >= 10);
        for (var person : demo.people().values()) {
            traces.secrets.add(person.string("token"));
            traces.secrets.add(person.string("password"));
        }
        return traces;
    }

    /** What anybody may ask without an account tells of none; what holds them is refused. */
    void leaveNothingUnasked(DemoProcess demo) throws IOException {
        int port = demo.address().getPort();
        for (String open : List.of("/", "/health", "/api/v1/openapi.json", "/ledger/checkpoint")) {
            String answer = Http.text(port, open);
            references.forEach(each -> assertFalse(each + " in " + open, answer.contains(each)));
        }
        for (String closed : List.of("/api/v1/fleet", "/api/v1/entries", "/api/v1/entries/export?type=therapy")) {
            assertEquals(closed, 401, Http.status(port, closed).orElseThrow().intValue());
        }
    }

    /** Looks into every file of a stopped platform's folder. */
    void standOnlyWhereTheyMust(Path data) throws IOException {
        List<String> found = new ArrayList<>();
        Set<String> holds = new TreeSet<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                Path within = data.relativize(each);
                String place = within.getName(0).toString();
                // each byte one character, so that a text in a file of any form is found
                String bytes = Files.readString(each, StandardCharsets.ISO_8859_1);
                boolean patients = references.stream().anyMatch(bytes::contains);
                if (patients && !PLACES.contains(place)) {
                    found.add("a patient in " + within);
                } else if (patients) {
                    holds.add(place);
                }
                if (place.equals("log") && secrets.stream().anyMatch(bytes::contains)) {
                    found.add("a token or password in " + within);
                }
            }
        }
        assertEquals("files that hold what they must not", List.of(), found);
        assertTrue("the search finds what is there: " + holds, holds.contains("ledger"));
    }
}
