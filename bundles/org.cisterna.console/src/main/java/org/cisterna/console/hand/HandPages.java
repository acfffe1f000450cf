// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.hand;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.hand.JtehandGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.pump.Strips;
import org.cisterna.console.show.Links;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.StopRequest;

/** {@code /pumps/MANUFACTURER/SERIAL/by-hand}: a pump without telemetry, one step at a time. */
public final class HandPages implements Route.Topic {

    private static final String HERE = "/pumps/{manufacturer}/{serial}/by-hand";

    private final Services services;
    private final Strips strips;

    /** With what it asks. */
    public HandPages(Services services) {
        this.services = services;
        this.strips = new Strips(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.SEE_PUMPS, asked -> page(asked, asked.form(), 200)),
                Route.post(HERE + "/order", Act.DRAFT, asked -> done(asked, this::order)),
                Route.post(HERE + "/author", Act.AUTHOR, asked -> done(asked, this::author)),
                Route.post(HERE + "/verify", Act.VERIFY, asked -> done(asked, this::verify)),
                Route.post(
                        HERE + "/begin",
                        Act.SEND,
                        asked -> done(asked, (pump, any) -> services.manual().begin(pump, asked.who()))),
                Route.post(HERE + "/empty", Act.STOP, asked -> done(asked, this::empty)),
                Route.post(HERE + "/steps", Act.BY_HAND, asked -> done(asked, this::step)),
                Route.post(
                        HERE + "/performed",
                        Act.BY_HAND,
                        asked -> done(asked, (pump, any) -> attest(pump, asked, Meaning.PERFORMED))),
                Route.post(
                        HERE + "/witnessed",
                        Act.BY_HAND,
                        asked -> done(asked, (pump, any) -> attest(pump, asked, Meaning.WITNESSED))));
    }

    /** What a form does. */
    private interface Does {
        Answer<ManualCase> with(PumpId pump, Asked asked) throws Missing;
    }

    private Reply done(Asked asked, Does does) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<ManualCase> answer = does.with(pump.get(), asked);
        return answer.isDone()
                ? Reply.moved(Links.pump(pump.get()) + "/by-hand")
                : page(asked, asked.form().refused(answer.violations()), 422);
    }

    private Answer<ManualCase> order(PumpId pump, Asked asked) throws Missing {
        return services.manual()
                .order(
                        pump,
                        new ManualRequest.Order(
                                asked.field("drug"),
                                asked.field("daily"),
                                asked.field("stock"),
                                asked.field("prepare"),
                                asked.field("volume")),
                        asked.who());
    }

    private Answer<ManualCase> author(PumpId pump, Asked asked) throws Missing {
        List<Confirmation> reasons = given(asked);
        return signed(pump, asked, Meaning.AUTHORED)
                .then(sign -> manual(services -> services.author(pump, reasons, sign, asked.who())));
    }

    private Answer<ManualCase> verify(PumpId pump, Asked asked) throws Missing {
        BlindEntry entry = new BlindEntry(asked.field("drug"), asked.field("concentration"), asked.field("dailyTotal"));
        List<Confirmation> reasons = given(asked);
        return signed(pump, asked, Meaning.INDEPENDENTLY_VERIFIED)
                .then(sign -> manual(services -> services.verify(pump, entry, reasons, sign, asked.who())));
    }

    private Answer<ManualCase> attest(PumpId pump, Asked asked, Meaning meaning) throws Missing {
        return signed(pump, asked, meaning)
                .then(sign -> manual(services -> services.attest(pump, meaning, sign, asked.who())));
    }

    private Answer<ManualCase> empty(PumpId pump, Asked asked) throws Missing {
        Optional<String> orderedBy = Optional.of(asked.field("orderedBy")).filter(each -> !each.isEmpty());
        return services.manual().empty(pump, new StopRequest(asked.field("reason"), orderedBy), asked.who());
    }

    private Answer<ManualCase> step(PumpId pump, Asked asked) throws Missing {
        return services.manual()
                .step(
                        pump,
                        new ManualRequest.Step(
                                asked.field("kind"),
                                typed(asked, "serial"),
                                typed(asked, "returned"),
                                typed(asked, "reason"),
                                typed(asked, "volume"),
                                typed(asked, "drug"),
                                typed(asked, "concentration"),
                                typed(asked, "lot"),
                                typed(asked, "beyondUse")),
                        asked.who());
    }

    private static Optional<String> typed(Asked asked, String field) {
        return Optional.of(asked.field(field)).filter(each -> !each.isEmpty());
    }

    /** The reasons that were typed, each beside the finding that its form named. */
    private static List<Confirmation> given(Asked asked) {
        List<Confirmation> reasons = new ArrayList<>();
        for (int i = 0; i < HandFacts.MOST_REASONS; i++) {
            String code = asked.field("code-" + i);
            if (!code.isEmpty()) {
                reasons.add(new Confirmation(code, asked.field("subject-" + i), asked.field("reason-" + i)));
            }
        }
        return reasons;
    }

    /** A nonce for what this person saw: where it is another plan or record by now, nothing is signed. */
    private Answer<SignRequest> signed(PumpId pump, Asked asked, Meaning meaning) throws Missing {
        Answer<SignNonce> nonce = services.manual().manualNonce(pump, meaning, asked.who());
        return nonce.then(each -> each.plan().text().equals(asked.field("digest"))
                ? Answer.done(new SignRequest(each.nonce(), asked.raw("password")))
                : Answer.refused(Violation.of("CHANGED", text("hand.changed"))));
    }

    private Answer<ManualCase> manual(Function<ManualTherapy, Answer<ManualCase>> act) {
        try {
            return act.apply(services.manual());
        } catch (Missing gone) {
            return Answer.refused(
                    Violation.of("SERVICE_MISSING", gone.what() + " is not there now; try again when it is"));
        }
    }

    private Reply page(Asked asked, Form form, int status) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<ManualCase> answer = services.manual().manualCase(pump.get(), asked.who());
        if (!answer.isDone()) {
            return Trouble.of(404, text("hand.none.title"), text("hand.none.words"))
                    .leadingTo(Links.pump(pump.get()), text("trouble.pump"))
                    .reply();
        }
        HandView view = new HandFacts(answer.orElseThrow(), asked.who()).view(form, Links.pump(pump.get()));
        return new Reply.Shown(
                status,
                Reply.page(
                                text("hand.title", pump.get().serial()),
                                "/fleet",
                                out -> JtehandGenerated.render(out, null, view))
                        .narrow()
                        .about(strips.of(pump.get(), asked.who())));
    }
}
