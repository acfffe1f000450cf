// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RuleEngineTest {

    private static final int LARGEST_ENTRY = 16 * 1024;

    private final RuleEngine engine = new RuleEngine();

    static DosingRequest request(String base, Map<String, Json> with) {
        JsonObject json = Story.base(base);
        Map<String, Json> fields = new LinkedHashMap<>();
        json.names().forEach(name -> fields.put(name, json.get(name).orElseThrow()));
        fields.putAll(with);
        return DosingRequest.read(Story.completed(fields)).orElseThrow();
    }

    private static DosingRequest fixture() {
        return request("baclofen-spinal", Map.of());
    }

    @Test
    void aCheckThatThrowsBlocksAndIsNamed() {
        Check broken = new Check() {
            @Override
            public String name() {
                return "the moon";
            }

            @Override
            public List<Finding> examine(Case subject) {
                throw new ArithmeticException("it is full");
            }
        };

        Proposal proposal = new Rules(List.of(new LimiterCheck(), broken, new DoseLimitCheck())).propose(fixture());

        assertThat(proposal.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(proposal.findings())
                .extracting(Finding::code)
                .containsExactly("CHECK_FAILED", "LIMITERS", "DAILY_DOSE");
        assertThat(proposal.findings().get(0).subject()).isEqualTo("the moon");
        assertThat(proposal.findings().get(0).message()).contains("the moon", "it is full", "refused");
    }

    @Test
    void theMostLimitingFindingStandsFirst() {
        Proposal proposal = engine.propose(request(
                "baclofen-spinal", Map.of("order", Json.parse("{\"mode\":\"continuous\",\"daily\":\"60 mcg/h\"}"))));

        assertThat(proposal.findings().stream()
                        .filter(each -> each.verdict() != Verdict.PASS)
                        .map(each -> each.verdict() + (each.twoPersons() ? " by two: " : ": ") + each.message()))
                .containsExactly(
                        "BLOCK: baclofen 1440 mcg/day is above 1000 mcg/day, ceiling of the daily dose of Demo clinic;"
                                + " order less",
                        "CONFIRM by two: baclofen rises from 280 mcg/day to 1440 mcg/day, +414.3 %, more than 30 % in one"
                                + " step (BAC_SPINAL: raised by 10 to 30 % in one step); order a smaller step, or confirm",
                        "CONFIRM: baclofen 1440 mcg/day is above 1000 mcg/day, experience above this dose is limited;"
                                + " confirm the dose");
        assertThat(proposal.findings())
                .isSortedAccordingTo(java.util.Comparator.comparing(Finding::verdict)
                        .thenComparing(Finding::twoPersons)
                        .reversed());
    }

    @Test
    @Tag("wide")
    void theSameRequestGivesTheSameBytesWhereverItIsAsked() {
        List<byte[]> answers = new ArrayList<>();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String language :
                    List.of("en-US", "de-DE", "tr-TR", "ar-SA-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-nu-thai")) {
                for (String place : List.of("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")) {
                    Locale.setDefault(Locale.forLanguageTag(language));
                    TimeZone.setDefault(TimeZone.getTimeZone(place));
                    answers.add(everyStory());
                }
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(answers).hasSize(24).allSatisfy(each -> assertThat(each).isEqualTo(answers.get(0)));
    }

    private byte[] everyStory() {
        List<Json> proposals = new ArrayList<>();
        for (String folder : List.of("accepted", "refused")) {
            for (Story story : Story.all(folder).toList()) {
                var read = DosingRequest.read(story.request());
                proposals.add(
                        read.isDone()
                                ? engine.propose(read.orElseThrow()).toJson()
                                : Json.array(read.violations().stream()
                                        .map(each -> each.toJson())
                                        .toList()));
            }
        }
        return Json.array(proposals).canonicalBytes();
    }

    @Test
    void aRecordedRequestIsDecidedAgainInTheSameWay() {
        for (Story story : Story.all("accepted").toList()) {
            DosingRequest request = DosingRequest.read(story.request()).orElseThrow();
            DosingRequest replayed =
                    DosingRequest.read(request.toJson().canonicalBytes()).orElseThrow();

            Proposal proposal = engine.propose(request);

            assertThat(engine.propose(replayed).digest()).isEqualTo(proposal.digest());
            assertThat(proposal.request()).isEqualTo(request.digest());
            assertThat(Proposal.fromJson(proposal.toJson())).isEqualTo(proposal);
        }
    }

    @Test
    void requestAndProposalEachFitIntoAnEntryOfTheLedger() {
        Json steps = Json.array(IntStream.range(0, 13)
                .mapToObj(hour -> Json.object()
                        .put("start", (hour < 10 ? "0" : "") + hour + ":00")
                        .put("rate", 100 + hour + ".125 mcg/h")
                        .put("duration", hour == 12 ? "12 h" : "1 h")
                        .build())
                .toList());
        DosingRequest request = request(
                "three-drugs",
                Map.of(
                        "order",
                        Json.object().put("mode", "flex").put("steps", steps).build()));

        Proposal proposal = engine.propose(request);

        int asked = request.toJson().canonicalBytes().length;
        int answered = proposal.toJson().canonicalBytes().length;
        System.out.println(
                "request and proposal of three drugs in thirteen steps: " + asked + " and " + answered + " bytes");
        assertThat(asked).isLessThan(LARGEST_ENTRY);
        assertThat(answered).isLessThan(LARGEST_ENTRY * 3 / 4);
    }

    @Test
    void aStopWithAPrimeIsNotHeldUpByTheSupply() {
        DosingRequest plain = request(
                "functions-morphine",
                Map.of(
                        "order",
                        Json.parse("{\"mode\":\"continuous\",\"daily\":\"1 mg/day\"}"),
                        "supply",
                        Json.parse(
                                "{\"volume\":\"99 mL\",\"compounded\":\"2199-01-01T00:00:00Z\",\"lead\":\"0 min\"}")));
        Additions prime = new Additions(
                Optional.empty(),
                Optional.of(new Additions.Prime(Additions.PrimePart.PATH, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<Finding> dose = engine.propose(plain).findings();

        List<Finding> stop = engine.propose(plain.withOrder(new Order.Combined(new Order.Stop(), prime)))
                .findings();

        assertThat(dose)
                .filteredOn(each -> each.subject().startsWith("supply"))
                .extracting(Finding::code)
                .contains("OVERFILL", "TIME_IMPOSSIBLE", "STABILITY_UNKNOWN");
        assertThat(stop)
                .filteredOn(each -> each.subject().startsWith("supply"))
                .hasSameSizeAs(dose.stream()
                        .filter(each -> each.subject().startsWith("supply"))
                        .filter(each -> each.verdict() == Verdict.BLOCK)
                        .toList())
                .allSatisfy(each -> assertThat(each.verdict()).isEqualTo(Verdict.CONFIRM));
        assertThat(stop)
                .as("the prime is held to its own limits")
                .anyMatch(each -> each.code().equals("PRIME") && each.verdict() == Verdict.BLOCK);
    }

    @Test
    void anotherLimiterNeverTakesAFindingAway() {
        DosingRequest request = request(
                "baclofen-spinal", Map.of("order", Json.parse("{\"mode\":\"continuous\",\"daily\":\"900 mcg/day\"}")));
        List<LimitSet> fewer = request.limits().stream()
                .filter(set -> set.name().equals("library"))
                .toList();
        DosingRequest without = new DosingRequest(
                request.pumpTime(),
                request.indication(),
                request.solution(),
                request.capabilities(),
                request.catheter(),
                request.running(),
                request.lastTherapeutic(),
                request.order(),
                List.of("library"),
                fewer,
                request.drugs(),
                request.libraryVersion(),
                request.libraryDigest());

        assertThat(engine.propose(request).findings(Verdict.CONFIRM))
                .containsAll(engine.propose(without).findings(Verdict.CONFIRM));
    }

    @Test
    void whatStandsTwiceBlocks() {
        DosingRequest request = fixture();
        DosingRequest twice = new DosingRequest(
                request.pumpTime(),
                request.indication(),
                request.solution(),
                request.capabilities(),
                request.catheter(),
                request.running(),
                request.lastTherapeutic(),
                request.order(),
                request.requiredLimiters(),
                List.of(
                        request.limits().get(0),
                        request.limits().get(1),
                        request.limits().get(1)),
                List.of(request.drugs().get(0), request.drugs().get(0)),
                request.libraryVersion(),
                request.libraryDigest());

        assertThat(engine.propose(twice).findings(Verdict.BLOCK))
                .extracting(Finding::code)
                .containsExactly("LIMITER_TWICE", "LIMITER_TWICE", "DRUG_TWICE");
    }
}
