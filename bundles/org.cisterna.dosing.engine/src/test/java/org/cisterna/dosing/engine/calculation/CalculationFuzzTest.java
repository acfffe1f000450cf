// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.engine.Spoiled;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed requests of every calculation: whatever comes in, a typed refusal or an answer comes out, and no exception. */
@Tag("wide")
class CalculationFuzzTest {

    private final CalculationService engine = new CalculationService();

    @Test
    void anyTreeIsAnsweredInWords() {
        spoil("changed calculations", Spoiled::tree);
    }

    @Test
    void anyBytesAreAnsweredInWords() {
        spoil("damaged calculations", Spoiled::bytes);
    }

    private void spoil(String kind, BiFunction<JsonObject, SplittableRandom, byte[]> how) {
        SplittableRandom random = new SplittableRandom(Seeds.seed("CalculationFuzzTest " + kind));
        List<JsonObject> requests = Stream.of("accepted", "refused")
                .flatMap(CalculationStory::all)
                .map(CalculationStory::request)
                .toList();
        int decided = 0;
        int refused = 0;
        for (int i = 0; i < Spoiled.CASES; i++) {
            Answer<CalculationRequest> read =
                    CalculationRequest.read(how.apply(requests.get(random.nextInt(requests.size())), random));
            if (read.isDone()) {
                decided++;
                Calculated calculated = engine.calculate(read.orElseThrow());
                Spoiled.isThoughtOf(calculated.findings(), read.orElseThrow().toJson());
                if (i % 16 == 0) {
                    assertThat(Calculated.fromJson(calculated.toJson())).isEqualTo(calculated);
                }
            } else {
                refused++;
                Spoiled.isTyped(read.violations());
            }
        }
        Spoiled.report(kind, decided, refused);
    }
}
