// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verdict names its value, what it was held against, why, where that comes from and in which version. */
class GroundedTest {

    private static final int RANDOM = 1_000;

    private final RuleEngine engine = new RuleEngine();

    static Stream<Story> stories() {
        return Stream.of("accepted", "refused").flatMap(Story::all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void inEveryStory(Story story) {
        Answer<DosingRequest> read = DosingRequest.read(story.request());
        if (read.isDone()) {
            grounded(engine.propose(read.orElseThrow()));
        }
    }

    @Test
    void inRandomRequests() {
        RandomBeside requests = new RandomBeside(new SplittableRandom(Seeds.seed("GroundedTest")));
        for (int i = 0; i < RANDOM; i++) {
            grounded(engine.propose(requests.next()));
        }
    }

    @Test
    void whereACheckCannotBeMade() {
        Check broken = new Check() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<Finding> examine(Case subject) {
                throw new IllegalStateException("no");
            }
        };
        DosingRequest request = DosingRequest.read(
                        stories().findFirst().orElseThrow().request())
                .orElseThrow();
        grounded(new Rules(List.of(broken)).propose(request));
    }

    private static void grounded(Proposal proposal) {
        assertThat(proposal.findings()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.value()).isNotBlank();
            assertThat(each.message()).isNotBlank();
            assertThat(each.limit())
                    .hasValueSatisfying(limit -> assertThat(limit).isNotBlank().isNotEqualTo("what was entered"));
            assertThat(each.source())
                    .hasValueSatisfying(source -> assertThat(source).isNotBlank());
            assertThat(each.sourceVersion())
                    .hasValueSatisfying(version -> assertThat(version).isNotBlank());
            assertThat(each.limiter()).isPresent();
        });
    }
}
