// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests and proposals as they were recorded with the library 2026.2 and policy 1, before steps were counted and uses acknowledged. Nobody
 * writes these files anew: a record of that time must read, weigh and be decided as it was.
 */
class RecordsTest {

    private static JsonObject record(String name) throws IOException {
        try (InputStream stream = RecordsTest.class.getResourceAsStream("records/" + name + ".json")) {
            return (JsonObject) Json.parse(requireNonNull(stream).readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "flex-326, sha256:9b7b11b8c432866de0591554ba231ac3334d7c80adedc0738ef6c74b7720504c",
        "sixty-every-hour, sha256:2995d7b0ac7be92fa38268356627b94b1f1a450dc183289309cbe2c86e827895",
        "bridge-2000-to-500, sha256:26469efa0ab09946508e3af67a8e5e5a4940ddec8b30979b8298e60131310f0b"
    })
    void keepItsBytesAndItsDigest(String name, String digest) throws IOException {
        JsonObject request = record(name + ".request");
        JsonObject proposal = record(name + ".proposal");

        DosingRequest read = DosingRequest.read(request).orElseThrow();

        assertThat(read.toJson().canonicalBytes()).isEqualTo(request.canonicalBytes());
        assertThat(read.digest().text()).isEqualTo(digest).isEqualTo(proposal.string("request"));
        assertThat(Proposal.fromJson(proposal).toJson().canonicalBytes()).isEqualTo(proposal.canonicalBytes());
    }

    /**
     * What the engine says now differs from the record in the version of its policy, and in what findings name beside their verdict: since
     * policy 4 each has a limit, a source and a version, and a part of a dose is no fraction any more. Verdicts, messages and numbers are the same.
     */
    @ParameterizedTest
    @CsvSource({"flex-326", "sixty-every-hour", "bridge-2000-to-500"})
    void isDecidedAsItWas(String name) throws IOException {
        DosingRequest request = DosingRequest.read(record(name + ".request")).orElseThrow();
        Proposal then = Proposal.fromJson(record(name + ".proposal"));

        Proposal now = new RuleEngine().propose(request);

        assertThat(now.engine()).contains("policy " + Rules.POLICY_VERSION);
        assertThat(then.engine()).contains("policy 1");
        assertThat(withoutFindings(now)).isEqualTo(withoutFindings(then));
        assertThat(now.findings()).hasSameSizeAs(then.findings());
        for (int i = 0; i < then.findings().size(); i++) {
            same(now.findings().get(i), then.findings().get(i));
        }
    }

    private static void same(Finding now, Finding then) {
        assertThat(decided(now)).isEqualTo(decided(then));
        if (!then.code().equals("UNIT_JUMP")) {
            then.limit().ifPresent(limit -> assertThat(now.limit()).contains(limit));
        }
        assertThat(now.value()).isEqualTo(then.value());
        then.source().ifPresent(source -> assertThat(now.source()).contains(source));
        then.sourceVersion().ifPresent(version -> assertThat(now.sourceVersion())
                .contains(now.source().equals(Authority.ENGINE.source()) ? Rules.POLICY_VERSION : version));
        assertThat(now.limiter()).isEqualTo(then.limiter());
    }

    private static String decided(Finding finding) {
        return finding.verdict() + " " + finding.twoPersons() + " " + finding.code() + " " + finding.subject() + " "
                + finding.message();
    }

    private static JsonObject withoutFindings(Proposal proposal) {
        JsonObject json = proposal.toJson();
        JsonObject.Builder rest = Json.object();
        json.names().stream()
                .filter(each -> !each.equals("findings") && !each.equals("engine"))
                .forEach(each -> rest.put(each, json.get(each).orElseThrow()));
        return rest.build();
    }
}
