// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed orders: whatever comes in, a typed refusal or a proposal comes out, and no exception. */
@Tag("wide")
class FuzzTest {

    private final RuleEngine engine = new RuleEngine();

    @Test
    void anyTreeIsAnsweredInWords() {
        spoil("changed orders", Spoiled::tree);
    }

    @Test
    void anyBytesAreAnsweredInWords() {
        spoil("damaged orders", Spoiled::bytes);
    }

    private void spoil(String kind, BiFunction<JsonObject, SplittableRandom, byte[]> how) {
        SplittableRandom random = new SplittableRandom(Seeds.seed("FuzzTest " + kind));
        List<JsonObject> requests = Stream.of("accepted", "refused")
                .flatMap(Story::all)
                .map(Story::request)
                .toList();
        int decided = 0;
        int refused = 0;
        for (int i = 0; i < Spoiled.CASES; i++) {
            Answer<DosingRequest> read =
                    DosingRequest.read(how.apply(requests.get(random.nextInt(requests.size())), random));
            if (read.isDone()) {
                decided++;
                Proposal proposal = engine.propose(read.orElseThrow());
                assertThat(proposal.findings()).isNotEmpty();
                Spoiled.isThoughtOf(proposal.findings(), read.orElseThrow().toJson());
                if (i % 16 == 0) {
                    assertThat(Proposal.fromJson(proposal.toJson())).isEqualTo(proposal);
                }
            } else {
                refused++;
                Spoiled.isTyped(read.violations());
            }
        }
        Spoiled.report(kind, decided, refused);
    }
}
