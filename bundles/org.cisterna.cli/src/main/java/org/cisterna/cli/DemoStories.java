// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;

/**
 * What the demo people have done to some pumps when the demo opens: a stop, a change whose outcome nobody knows, a refill by hand, an emptying that nobody attested
 * yet. All of it over the JSON interface and, for hands, the control port of the devices, as anybody could do it; the ledger holds it like everything else.
 */
final class DemoStories {

    private static final String PROGRAMMER = "programmer";
    private static final String CLINICIAN = "clinician";
    private static final String TECHNICIAN = "technician";

    /**
     * From so many bytes of a dialogue on nothing comes back: the pump has taken the programme, and its answer is lost. Anywhere between the release and the
     * last answer serves.
     */
    private static final long LOST_ANSWER = 1_030;

    private static final long NANOGRAMS_PER_MICROGRAM = 1_000;
    private static final long MILLION = 1_000_000;
    /** By how many mcg/day the dose is meant to fall; it takes the rate to another whole step of the pump's grid. */
    private static final long LESS = 20;

    private final DemoPeople people;
    private final DevicesProcess devices;

    DemoStories(DemoPeople people, DevicesProcess devices) {
        this.people = people;
        this.devices = devices;
    }

    private interface Told {
        void with(String pump, String serial, JsonObject label) throws IOException;
    }

    private final Map<String, Told> stories = Map.of(
            "S2-800003", this::anOutcomeThatNobodyKnows,
            "S2-800004", (pump, serial, label) -> aPumpThatIsStopped(pump),
            "C3-900003", (pump, serial, label) -> aRefillByHand(pump, serial),
            "C3-900004", (pump, serial, label) -> anEmptyingThatNobodyAttested(pump, serial));

    /** Whether people have done something to a pump. */
    boolean isAbout(String serial) {
        return stories.containsKey(serial);
    }

    /**
     * Lets people do to a pump what its story says; most have none.
     *
     * @param pump its address below {@code /api/v1}
     * @throws IOException with the refusal in words
     */
    void tell(String pump, JsonObject label) throws IOException {
        String serial = label.string("serial");
        Told told = stories.get(serial);
        if (told != null) {
            told.with(pump, serial, label);
        }
    }

    private void aPumpThatIsStopped(String pump) throws IOException {
        people.act(
                CLINICIAN,
                pump + "/stop",
                Json.object()
                        .put("reason", "drowsy since noon, seen on the ward")
                        .build());
    }

    /** A change is signed by two and sent; while the pump answers, the link breaks. It can be read again, and then it is known. */
    private void anOutcomeThatNobodyKnows(String pump, String serial, JsonObject label) throws IOException {
        JsonObject drug = label.array("reservoir").objects().get(0);
        long rate = FlowRate.parse(label.string("flow")).orElseThrow().nanolitresPerDay();
        long strength =
                Concentration.parse(drug.string("concentration")).orElseThrow().nanogramsPerMillilitre();
        long now = Math.multiplyExact(rate, strength) / MILLION / NANOGRAMS_PER_MICROGRAM;
        String daily = now - LESS + " mcg/day";
        String visit = "/visits/" + people.act(PROGRAMMER, pump + "/visits").string("id");
        people.act(PROGRAMMER, visit + "/read");
        JsonObject draft = people.act(
                PROGRAMMER,
                visit + "/drafts",
                Json.object().put("mode", "continuous").put("daily", daily).build());
        String change = "/drafts/" + draft.string("id");
        JsonArray findings = draft.object("numbers").object("proposal").array("findings");
        people.sign(
                PROGRAMMER,
                change + "/nonce",
                change + "/author",
                DemoPeople.reasons(findings, "less spasticity since the last visit"));
        JsonObject entry = Json.object()
                .put("drug", drug.string("drug"))
                .put("concentration", drug.string("concentration"))
                .put("dailyTotal", daily)
                .build();
        people.sign(
                CLINICIAN, change + "/nonce", change + "/verify", Json.object().put("entry", entry));
        people.act(PROGRAMMER, change + "/release");
        devices.ask(Json.object()
                .put("do", "linkFault")
                .put("serial", serial)
                .put("kind", "CUT")
                .put("direction", "FROM_DEVICE")
                .put("after", LOST_ANSWER)
                .put("thenAway", true)
                .build());
        try {
            people.act(PROGRAMMER, change + "/send");
        } finally {
            devices.ask(Json.object()
                    .put("do", "reach")
                    .put("serial", serial)
                    .put("within", true)
                    .build());
        }
    }

    /** The flow that this measures is further from the label's than the class allows: the next order says so. */
    private void aRefillByHand(String pump, String serial) throws IOException {
        String here = pump + "/by-hand";
        JsonObject ordered = people.act(
                        PROGRAMMER,
                        here + "/order",
                        Json.object()
                                .put("drug", "morphine")
                                .put("daily", "5 mg/day")
                                .put("stock", "25 mg/mL")
                                .put("prepare", "33 mL")
                                .put("volume", "30 mL")
                                .build())
                .object("order")
                .object("numbers");
        JsonObject solution = ordered.array("solution").objects().get(0);
        people.sign(
                PROGRAMMER,
                here + "/author/nonce",
                here + "/author",
                DemoPeople.reasons(ordered.object("answer").array("findings"), "as agreed with the pharmacy"));
        JsonObject entry = Json.object()
                .put("drug", solution.string("drug"))
                .put("concentration", solution.string("concentration"))
                .put("dailyTotal", "5 mg/day")
                .build();
        people.sign(
                CLINICIAN,
                here + "/verify/nonce",
                here + "/verify",
                Json.object().put("entry", entry));
        people.act(PROGRAMMER, here + "/begin");
        identified(here, serial, PROGRAMMER);
        people.act(
                PROGRAMMER,
                here + "/steps",
                Json.object()
                        .put("kind", "CHECK")
                        .put("drug", solution.string("drug"))
                        .put("concentration", solution.string("concentration"))
                        .put("lot", "DEMO-4711")
                        .put("beyondUse", "2100-01-01")
                        .build());
        emptied(here, serial, PROGRAMMER);
        // it gave more than its label says: nobody fills before a reason stands and two people signed for it
        people.act(
                PROGRAMMER,
                here + "/steps",
                Json.object()
                        .put("kind", "EXPLAIN")
                        .put("reason", "drawn twice; volumes and days are those of the record")
                        .build());
        people.attest(PROGRAMMER, here + "/performed");
        people.attest(CLINICIAN, here + "/witnessed");
        devices.ask(Json.object()
                .put("do", "fill")
                .put("serial", serial)
                .put("volume", "30 mL")
                .put("content", ordered.array("solution"))
                .build());
        people.act(
                PROGRAMMER,
                here + "/steps",
                Json.object()
                        .put("kind", "FILL")
                        .put("volume", "30 mL")
                        .put("lot", "DEMO-4711")
                        .build());
        people.attest(PROGRAMMER, here + "/performed");
        people.attest(CLINICIAN, here + "/witnessed");
    }

    private void anEmptyingThatNobodyAttested(String pump, String serial) throws IOException {
        String here = pump + "/by-hand";
        people.act(
                TECHNICIAN,
                here + "/empty",
                Json.object()
                        .put("reason", "fever, the pocket is red")
                        .put("orderedBy", "Clara Clinician")
                        .build());
        identified(here, serial, TECHNICIAN);
        emptied(here, serial, TECHNICIAN);
    }

    /** The right pump is found, and all that comes is taken out. */
    private void identified(String here, String serial, String role) throws IOException {
        people.act(
                role,
                here + "/steps",
                Json.object().put("kind", "IDENTIFY").put("serial", serial).build());
    }

    private void emptied(String here, String serial, String role) throws IOException {
        JsonObject out = devices.ask(Json.object()
                .put("do", "withdraw")
                .put("serial", serial)
                .put("volume", "60 mL")
                .build());
        people.act(
                role,
                here + "/steps",
                Json.object()
                        .put("kind", "EMPTY")
                        .put("returned", out.string("volume"))
                        .build());
    }
}
