// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;
import static org.cisterna.console.frame.Texts.textOr;

import gg.jte.generated.precompiled.pump.JtestopGenerated;
import gg.jte.generated.precompiled.pump.JtestopSureGenerated;
import gg.jte.generated.precompiled.pump.JtestoppedGenerated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Permit;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;

/** Stopping a pump: why, then what that does to the patient and the act itself, then what came of it. One person suffices. */
public final class StopPages implements Route.Topic {

    private static final String STOP = PumpPages.HERE + "/stop";
    private static final int KEPT = 200;
    private static final Map<String, String> FIELDS = Map.of("reason", "reason", "orderedBy", "orderedBy");

    private final Map<String, StopResult> results = new LinkedHashMap<>();
    private final Services services;
    private final Strips strips;

    /** With what it asks. */
    public StopPages(Services services) {
        this.services = services;
        this.strips = new Strips(services);
    }

    @Override
    public List<Route> routes() {
        // a password that is forgotten, or has to wait, must not keep somebody from the one act that is safe
        Route.Access access = Route.Access.alsoLocked(Act.STOP);
        return List.of(
                new Route("GET", STOP, access, asked -> why(asked, asked.form())),
                new Route("POST", STOP + "/check", access, this::check),
                new Route("POST", STOP, access, this::stop),
                new Route("GET", STOP + "/{command}", access, this::result));
    }

    /**
     * What the first two pages show.
     *
     * @param form its form
     * @param address of the pump
     * @param serial of the pump
     * @param ordered whether this person has to name who ordered it
     * @param locked whether the screen is locked, so that nobody proved who they are
     * @param profiles what stopping does, for each drug
     */
    public record Stop(
            Form form, String address, String serial, boolean ordered, boolean locked, List<Profile> profiles) {}

    /**
     * What stopping a drug does.
     *
     * @param drug as it is written
     * @param priority how urgent, in words
     * @param words what happens and how soon
     * @param source where that is from
     */
    public record Profile(String drug, String priority, String words, String source) {}

    /**
     * What came of it.
     *
     * @param address of the pump
     * @param title how it ended
     * @param words what that means and what to do
     * @param since since when the pump stands or may stand
     * @param notes what else is to be known
     * @param profiles what stopping does
     */
    public record Stopped(
            String address, String title, String words, String since, List<String> notes, List<Profile> profiles) {}

    private Reply why(Asked asked, Form form) {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Stop view = stop(asked, pump.get(), form);
        Reply.PageView page = Reply.page(
                        text("stop.title", pump.get().serial()),
                        "/fleet",
                        out -> JtestopGenerated.render(out, null, view))
                .narrow()
                .about(strips.of(pump.get(), asked.who()));
        return new Reply.Shown(form.isRefused() ? 422 : 200, page);
    }

    private Stop stop(Asked asked, PumpId pump, Form form) {
        return new Stop(form, Links.pump(pump), pump.serial(), mustName(asked), isLocked(asked), profiles(asked, pump));
    }

    private Reply check(Asked asked) {
        Form form = asked.form();
        Optional<PumpId> pump = asked.pump();
        int reason = asked.field("reason").length();
        if (reason < 3 || reason > 200) {
            form = form.with("reason", text("stop.reason.wrong"));
        }
        form = named(asked, form);
        if (pump.isEmpty() || form.isRefused()) {
            return why(asked, form);
        }
        Stop view = stop(asked, pump.get(), form);
        return Reply.show(Reply.page(
                        text("stop.sure.title", pump.get().serial()),
                        "/fleet",
                        out -> JtestopSureGenerated.render(out, null, view))
                .narrow()
                .about(strips.of(pump.get(), asked.who())));
    }

    private Reply stop(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Form named = named(asked, asked.form());
        if (named.isRefused()) {
            return why(asked, named);
        }
        Optional<String> orderedBy = Optional.of(asked.field("orderedBy")).filter(each -> !each.isEmpty());
        Answer<StopResult> answer =
                services.therapy().stop(pump.get(), new StopRequest(asked.field("reason"), orderedBy), asked.who());
        if (answer instanceof Answer.Done<StopResult> done) {
            String command = done.value().result().command().hex();
            keep(command, done.value());
            return Reply.moved(Links.pump(pump.get()) + "/stop/" + command);
        }
        return why(asked, asked.form().refused(answer.violations(), FIELDS));
    }

    private static boolean isLocked(Asked asked) {
        return asked.visitor().filter(Asked.Visitor::locked).isPresent();
    }

    /** A technician does, and whoever stands before a locked screen: the session is not proof of who that is. */
    private static boolean mustName(Asked asked) {
        return isLocked(asked) || asked.who().permit(Act.STOP) == Permit.NAMING_WHO_ORDERED;
    }

    private static Form named(Asked asked, Form form) {
        return mustName(asked) && asked.field("orderedBy").length() < 2
                ? form.with("orderedBy", text(isLocked(asked) ? "stop.ordered.locked" : "stop.ordered.wrong"))
                : form;
    }

    private void keep(String command, StopResult result) {
        synchronized (results) {
            if (results.size() >= KEPT) {
                results.remove(results.keySet().iterator().next());
            }
            results.put(command, result);
        }
    }

    private Reply result(Asked asked) {
        Optional<PumpId> pump = asked.pump();
        StopResult result;
        synchronized (results) {
            result = results.get(asked.place("command"));
        }
        if (pump.isEmpty() || result == null || !result.result().pump().equals(pump.get())) {
            // what came of it stands in the ledger; the page of the pump shows that
            return Reply.moved(pump.map(Links::pump).orElse("/fleet"));
        }
        Stopped view = stopped(pump.get(), result);
        return Reply.show(Reply.page(view.title(), "/fleet", out -> JtestoppedGenerated.render(out, null, view))
                .narrow()
                .about(strips.of(pump.get(), asked.who())));
    }

    private Stopped stopped(PumpId pump, StopResult result) {
        Outcome outcome = result.result().outcome();
        List<String> notes = new ArrayList<>(result.notes());
        result.result().warnings().stream()
                .filter(each -> !notes.contains(each))
                .forEach(notes::add);
        return new Stopped(
                Links.pump(pump),
                text("stop.result." + outcome.name()),
                text("stop.result.words." + outcome.name()),
                result.stoppedSince()
                        .map(each -> text("stop.result.since", Show.minute(each)))
                        .orElse(""),
                notes,
                result.withdrawal().stream()
                        .map(each -> profile(each.name(), each.profile()))
                        .toList());
    }

    private List<Profile> profiles(Asked asked, PumpId pump) {
        Optional<Solution> solution = strips.status(pump)
                .flatMap(PumpStatus::reading)
                .flatMap(each -> each.snapshot().solution())
                .or(() -> strips.implant(pump, asked.who()).map(Implant::reservoir));
        return solution.map(each -> profiles(services, each)).orElse(List.of());
    }

    /** What it does when each drug of a solution stops, the most urgent first; a drug of which nothing is known is as urgent as any. */
    static List<Profile> profiles(Services services, Solution solution) {
        record Known(String name, Optional<Withdrawal> withdrawal) {

            Withdrawal.Priority priority() {
                return withdrawal.map(Withdrawal::priority).orElse(Withdrawal.Priority.HIGH);
            }
        }
        return solution.ingredients().stream()
                .map(drug -> new Known(
                        services.drugName(drug.drug()),
                        services.library()
                                .flatMap(library -> library.drug(drug.drug()))
                                .map(known -> known.withdrawal())))
                .sorted(Comparator.comparing(Known::priority))
                .map(known -> profile(known.name(), known.withdrawal()))
                .toList();
    }

    private static Profile profile(String drug, Optional<Withdrawal> withdrawal) {
        return withdrawal
                .map(each -> new Profile(
                        drug,
                        textOr("withdrawal." + each.priority(), each.priority().name()),
                        text("withdrawal.words", Show.sentence(each.text()).replaceFirst("\\.$", ""), each.onset()),
                        each.source()))
                .orElseGet(() -> new Profile(
                        drug, text("withdrawal.HIGH"), text("withdrawal.unknown"), text("withdrawal.noSource")));
    }
}
