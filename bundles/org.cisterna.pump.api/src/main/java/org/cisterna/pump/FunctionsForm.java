// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Functions.After;
import org.cisterna.pump.Functions.Basal;
import org.cisterna.pump.Functions.Bolus;
import org.cisterna.pump.Functions.Bridge;
import org.cisterna.pump.Functions.CountedOver;
import org.cisterna.pump.Functions.LockoutFrom;
import org.cisterna.pump.Functions.PatientBolus;
import org.cisterna.pump.Functions.Prime;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** How {@link Functions} are written and read. */
final class FunctionsForm {

    private FunctionsForm() {}

    static JsonObject toJson(Functions functions) {
        return Json.object()
                .putOptional("bridge", functions.bridge().map(FunctionsForm::json))
                .putOptional("prime", functions.prime().map(FunctionsForm::json))
                .putOptional("bolus", functions.bolus().map(FunctionsForm::json))
                .putOptional("patientBolus", functions.patientBolus().map(FunctionsForm::json))
                .putOptional("minimumRate", functions.minimumRate().map(FlowRate::text))
                .put("dayPatterns", functions.dayPatterns())
                .putOptional("refillGrid", functions.refillGrid().map(Volume::text))
                .build();
    }

    private static JsonObject json(Bridge bridge) {
        return Json.object()
                .put("durationGrid", Durations.text(bridge.durationGrid()))
                .put("longest", Durations.text(bridge.longest()))
                .build();
    }

    private static JsonObject json(Prime prime) {
        return Json.object()
                .put("volumeGrid", prime.volumeGrid().text())
                .put("rate", prime.rate().text())
                .putOptional("largest", prime.largest().map(Volume::text))
                .build();
    }

    private static JsonObject json(Bolus bolus) {
        return Json.object()
                .put("volumeGrid", bolus.volumeGrid().text())
                .put("durationGrid", Durations.text(bolus.durationGrid()))
                .put("highestRate", bolus.highestRate().text())
                .put("basal", bolus.basal().name())
                .put("after", bolus.after().name())
                .putOptional("extent", bolus.extent().toJson())
                .putOptional("periodic", bolus.periodic() ? Optional.empty() : Optional.of("no"))
                .build();
    }

    private static JsonObject json(PatientBolus bolus) {
        return Json.object()
                .put("volumeGrid", bolus.volumeGrid().text())
                .put("durationGrid", Durations.text(bolus.durationGrid()))
                .put("highestRate", bolus.highestRate().text())
                .put("basal", bolus.basal().name())
                .put("lockoutFrom", bolus.lockout().name())
                .put("countedOver", bolus.counted().name())
                .put("driftPerMillion", bolus.driftPerMillion())
                .putOptional("drugs", bolus.drugs().map(Json::texts))
                .putOptional("extent", bolus.extent().toJson())
                .putOptional("mostADay", bolus.mostADay().map(Integer::longValue))
                .build();
    }

    static Functions fromJson(JsonObject json) {
        json.onlyNames("bridge", "prime", "bolus", "patientBolus", "minimumRate", "dayPatterns", "refillGrid");
        return new Functions(
                json.optionalObject("bridge").map(FunctionsForm::bridge),
                json.optionalObject("prime").map(FunctionsForm::prime),
                json.optionalObject("bolus").map(FunctionsForm::bolus),
                json.optionalObject("patientBolus").map(FunctionsForm::patientBolus),
                json.optionalValue("minimumRate", text -> FlowRate.parse(text).orElseThrow()),
                Math.toIntExact(json.number("dayPatterns")),
                json.optionalValue("refillGrid", text -> Volume.parse(text).orElseThrow()));
    }

    private static Bridge bridge(JsonObject json) {
        json.onlyNames("durationGrid", "longest");
        return new Bridge(duration(json, "durationGrid"), duration(json, "longest"));
    }

    private static Prime prime(JsonObject json) {
        json.onlyNames("volumeGrid", "rate", "largest");
        return new Prime(
                volume(json, "volumeGrid"), rate(json, "rate"), json.optionalValue("largest", text -> Volume.parse(text)
                        .orElseThrow()));
    }

    private static Bolus bolus(JsonObject json) {
        json.onlyNames("volumeGrid", "durationGrid", "highestRate", "basal", "after", "extent", "periodic");
        return new Bolus(
                volume(json, "volumeGrid"),
                duration(json, "durationGrid"),
                rate(json, "highestRate"),
                word(Basal.class, json, "basal"),
                word(After.class, json, "after"),
                extent(json),
                periodic(json));
    }

    private static PatientBolus patientBolus(JsonObject json) {
        json.onlyNames(
                "volumeGrid",
                "durationGrid",
                "highestRate",
                "basal",
                "lockoutFrom",
                "countedOver",
                "driftPerMillion",
                "drugs",
                "extent",
                "mostADay");
        return new PatientBolus(
                volume(json, "volumeGrid"),
                duration(json, "durationGrid"),
                rate(json, "highestRate"),
                word(Basal.class, json, "basal"),
                word(LockoutFrom.class, json, "lockoutFrom"),
                word(CountedOver.class, json, "countedOver"),
                Math.toIntExact(json.number("driftPerMillion")),
                json.optionalArray("drugs").map(each -> each.strings()),
                extent(json),
                json.optionalNumber("mostADay").map(Math::toIntExact));
    }

    private static Extent extent(JsonObject json) {
        return json.optionalObject("extent").map(Extent::fromJson).orElse(Extent.UNLIMITED);
    }

    private static boolean periodic(JsonObject json) {
        String word = json.optionalString("periodic").orElse("yes");
        if (!word.equals("yes") && !word.equals("no")) {
            throw json.refused("periodic", "this is yes or no; left out it is yes");
        }
        return word.equals("yes");
    }

    private static FlowRate rate(JsonObject json, String name) {
        return json.value(name, text -> FlowRate.parse(text).orElseThrow());
    }

    private static Volume volume(JsonObject json, String name) {
        return json.value(name, text -> Volume.parse(text).orElseThrow());
    }

    private static Duration duration(JsonObject json, String name) {
        return json.value(name, text -> Durations.parse(text).orElseThrow());
    }

    private static <E extends Enum<E>> E word(Class<E> words, JsonObject json, String name) {
        String text = json.string(name);
        return Arrays.stream(words.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> json.refused(
                        name,
                        "this is one of "
                                + Arrays.stream(words.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }
}
