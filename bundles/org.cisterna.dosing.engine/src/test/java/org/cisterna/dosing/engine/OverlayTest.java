// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.library.InstitutionLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An institution's overlay, read as its configuration: whatever it says beside the library, nothing that was asked is asked no more. */
class OverlayTest {

    private static final Map<String, String> STRICT = new TreeMap<>(Map.of(
            "confirmIncrease", "* 1 %",
            "confirmIncreaseDose", "* 0.001 mcg/day",
            "confirmIncreasesPerWeek", "* 1 times",
            "confirmIncreaseInterval", "* 1 h",
            "confirmYearlyIncrease", "* 1 %",
            "ceilingStartDose", "* 1000 mg/day",
            "confirmStartDose", "* 0.001 mcg/day",
            "confirmOffLabel", "* to be acknowledged here",
            "confirmMixture", "* to be acknowledged here",
            "ceilingDailyDose", "* 1000 mg/day"));

    private final RuleEngine engine = new RuleEngine();

    static Stream<Story> stories() {
        return Stream.concat(Story.all("accepted"), Story.all("refused"))
                .filter(each -> each.expect().get("refused").isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void onlyTightens(Story story) {
        DosingRequest request = DosingRequest.read(story.request()).orElseThrow();
        DosingRequest tightened = with(request, new InstitutionLimits(properties(STRICT)).limits());

        assertThat(asked(engine.propose(tightened).findings()))
                .containsAll(asked(engine.propose(request).findings()));
    }

    /** With the same limits as looser ones beside them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "confirmIncreaseDose=ziconotide 100 mcg/day",
                "confirmIncreasesPerWeek=ziconotide 100 times",
                "confirmStartDose=* 1000 mg/day",
                "confirmIncreaseInterval=ziconotide 1 min"
            })
    void aLooserLimitTakesNothingAway(String entry) {
        int at = entry.indexOf('=');
        LimitSet loose =
                new InstitutionLimits(properties(Map.of(entry.substring(0, at), entry.substring(at + 1)))).limits();
        stories().forEach(story -> {
            DosingRequest request = DosingRequest.read(story.request()).orElseThrow();

            assertThat(asked(engine.propose(with(request, loose)).findings()))
                    .as("%s", story)
                    .containsAll(asked(engine.propose(request).findings()));
        });
    }

    private static Map<String, Object> properties(Map<String, String> entries) {
        Map<String, Object> properties = new TreeMap<>(entries);
        properties.put("institution", "Another clinic");
        properties.put("version", "9");
        return properties;
    }

    private static DosingRequest with(DosingRequest request, LimitSet more) {
        List<LimitSet> sets = new ArrayList<>(request.limits());
        sets.add(new LimitSet("overlay", more.version(), more.limits()));
        return new DosingRequest(
                request.pumpTime(),
                request.indication(),
                request.solution(),
                request.capabilities(),
                request.catheter(),
                request.running(),
                request.lastTherapeutic(),
                request.order(),
                request.requiredLimiters(),
                sets,
                request.drugs(),
                request.libraryVersion(),
                request.libraryDigest(),
                request.circumstances(),
                request.keepings());
    }

    /** Everything that is confirmed or blocked; that a rule is missing is said until somebody has one. */
    private static Set<String> asked(List<Finding> findings) {
        Set<String> asked = new TreeSet<>();
        for (Finding each : findings) {
            if (each.verdict() != Verdict.PASS && !each.code().startsWith("NO_")) {
                asked.add(each.verdict() + " " + each.code() + " " + each.subject() + " " + each.limit() + " "
                        + each.limiter());
            }
        }
        return asked;
    }
}
