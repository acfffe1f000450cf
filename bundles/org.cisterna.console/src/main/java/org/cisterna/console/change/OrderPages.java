// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtecontinuousGenerated;
import gg.jte.generated.precompiled.change.JteflexGenerated;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Order;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.DoseRate;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TypedOrder;

/**
 * The order: one rate all day, or a day in steps. Its fields are empty when the page opens, also when a draft is edited; what was typed comes back
 * where a form is refused, where a step is added or taken away, and where the author asks for the draft's own values.
 */
public final class OrderPages implements Route.Topic {

    private static final String DO = "do";
    private static final String ADD = "add";
    private static final String REMOVE = "remove-";
    private static final String DRAW = "draw";
    private static final String RECALL = "recall";
    private static final int FIRST_ROWS = 3;

    private final Services services;

    OrderPages(Services services) {
        this.services = services;
    }

    /** Where an order is to go: a new draft of the open visit, or in the place of a draft. */
    private record Target(Situation situation, Snapshot read, Optional<DoseChange> replaces) {

        String address(String mode) {
            return replaces.map(each -> ChangeLinks.step(each, mode))
                    .orElseGet(() -> ChangeLinks.step(situation.pump(), mode));
        }

        DayPlan running() {
            boolean turns = read.motor() == MotorState.RUNNING && !(read.programme() instanceof Programme.Stopped);
            return turns
                    ? DayPlan.of(
                            read.programme(),
                            situation.implant().reservoir().primary().concentration())
                    : new DayPlan(List.of());
        }
    }

    /**
     * The form of one rate all day.
     *
     * @param form its form
     * @param steps where it stands
     * @param action where the form goes
     * @param drug the primary drug
     * @param solution what the reservoir holds
     * @param unit for scripts of tests: a space and a unit that is right here
     * @param editing whether a draft is replaced
     * @param day what runs now, and what was typed when it can be read
     * @param other address of the other mode; empty where the pump has one only
     * @param back address of the step before
     */
    public record ContinuousView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String drug,
            String solution,
            String unit,
            boolean editing,
            DayChart day,
            String other,
            String back) {}

    /**
     * The form of a day in steps.
     *
     * @param form its form
     * @param steps where it stands
     * @param action where the form goes
     * @param drug the primary drug
     * @param solution what the reservoir holds
     * @param rows how many steps there are fields for
     * @param most how many the pump has
     * @param grid on which minutes a step may begin
     * @param editing whether a draft is replaced
     * @param recallable whether the draft has steps that can be put into the fields
     * @param day what runs now, and what was typed when it can be read
     * @param other address of the other mode
     * @param back address of the step before
     */
    public record FlexView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String drug,
            String solution,
            int rows,
            int most,
            String grid,
            boolean editing,
            boolean recallable,
            DayChart day,
            String other,
            String back) {

        public boolean mayGrow() {
            return rows < most;
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ChangeLinks.PROGRAMME + "/continuous", Act.DRAFT, this::continuous),
                Route.post(ChangeLinks.PROGRAMME + "/continuous", Act.DRAFT, this::checkContinuous),
                Route.get(ChangeLinks.PROGRAMME + "/flex", Act.DRAFT, this::flex),
                Route.post(ChangeLinks.PROGRAMME + "/flex", Act.DRAFT, this::checkFlex),
                Route.get(ChangeLinks.CHANGE + "/continuous", Act.DRAFT, this::continuous),
                Route.post(ChangeLinks.CHANGE + "/continuous", Act.DRAFT, this::checkContinuous),
                Route.get(ChangeLinks.CHANGE + "/flex", Act.DRAFT, this::flex),
                Route.post(ChangeLinks.CHANGE + "/flex", Act.DRAFT, this::checkFlex));
    }

    /** What a handler does once it is known where the order goes. */
    @FunctionalInterface
    private interface AtTarget {
        Reply answer(Target target) throws Missing;
    }

    private Reply at(Asked asked, AtTarget next) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<Situation> found = Situation.of(services, pump.get(), asked.who());
        if (!found.isDone()) {
            return Refused.page(found.violations(), pump.get());
        }
        Optional<DoseChange> replaces = Optional.empty();
        if (asked.path().contains("/programme/c-")) {
            Answer<DoseChange> change = Situation.change(services, pump.get(), asked);
            if (!change.isDone()) {
                return Refused.page(change.violations(), pump.get());
            }
            if (change.orElseThrow().numbers().isEmpty()
                    || !change.orElseThrow()
                            .author()
                            .account()
                            .equals(asked.who().person().id())) {
                return Refused.page(
                        List.of(Refusal.NOT_AUTHOR.because(text(
                                "change.order.notAuthor",
                                change.orElseThrow().author().text()))),
                        pump.get());
            }
            replaces = change.map(Optional::of).orElseThrow();
        }
        Situation situation = found.orElseThrow();
        Optional<PumpStatus.Reading> reading = situation.reading();
        if (reading.isEmpty()) {
            return Reply.moved(ChangeLinks.step(pump.get(), "read"));
        }
        return next.answer(new Target(situation, reading.get().snapshot(), replaces));
    }

    private Reply continuous(Asked asked) throws Missing {
        return at(asked, target -> Reply.show(continuousPage(target, asked.form(), Optional.empty())));
    }

    private Reply.PageView continuousPage(Target target, Form form, Optional<DayPlan> typed) {
        boolean flex = target.read().identity().capabilities().maxSteps() > 1;
        ContinuousView view = new ContinuousView(
                form,
                Steps.SCHEDULE.shown(),
                target.address("continuous"),
                drug(target),
                Situation.solution(services, target.situation().implant().reservoir()),
                " mcg/day",
                target.replaces().isPresent(),
                DayChart.of(target.running(), typed),
                flex ? target.address("flex") : "",
                back(target));
        return Reply.page(text("change.continuous.title"), "", out -> JtecontinuousGenerated.render(out, null, view))
                .about(target.situation().strip());
    }

    private String back(Target target) {
        return target.replaces()
                .map(each -> ChangeLinks.step(each, "checks"))
                .orElseGet(() -> ChangeLinks.step(target.situation().pump(), "drug"));
    }

    private String drug(Target target) {
        return services.drugName(
                target.situation().implant().reservoir().primary().drug());
    }

    private Reply checkContinuous(Asked asked) throws Missing {
        return at(asked, target -> {
            String typed = asked.field("daily");
            Form form = asked.form();
            Optional<Form.Fault> wrong = DoseRate.parse(typed)
                    .refusal()
                    .map(each -> new Form.Fault("daily", TypedDay.said(text("change.continuous.daily"), each)));
            if (wrong.isPresent()) {
                return Reply.refused(continuousPage(target, form.with(List.of(wrong.get())), Optional.empty()));
            }
            DayPlan plan = DayPlan.of(new Order.Continuous(DoseRate.parse(typed).orElseThrow()));
            Answer<DoseChange> answer = drafted(target, TypedOrder.continuous(typed), asked);
            return answer instanceof Answer.Done<DoseChange> done
                    ? Reply.moved(ChangeLinks.step(done.value(), "checks"))
                    : refused(
                            answer, continuousPage(target, form.with(faults(answer.violations())), Optional.of(plan)));
        });
    }

    private static Reply refused(Answer<DoseChange> answer, Reply.PageView page) {
        return new Reply.Shown(Refused.status(answer.violations().get(0)), page);
    }

    private Answer<DoseChange> drafted(Target target, TypedOrder order, Asked asked) throws Missing {
        return target.replaces().isPresent()
                ? services.therapy().edit(target.replaces().get().id(), order, asked.who())
                : services.therapy()
                        .draft(target.situation().visit().orElseThrow().id(), order, asked.who());
    }

    /** Refusals at the fields they are about. */
    static List<Form.Fault> faults(List<Violation> violations) {
        return violations.stream().map(OrderPages::fault).toList();
    }

    private static Form.Fault fault(Violation violation) {
        String field = violation.field().orElse("");
        if (field.equals("daily")) {
            return new Form.Fault("daily", Prose.of(text("change.continuous.daily"), violation));
        }
        if (field.matches("steps\\[[0-9]{1,2}]\\.(start|rate|duration)")) {
            int index = Integer.parseInt(field.substring(6, field.indexOf(']')), 10);
            return switch (field.substring(field.indexOf('.') + 1)) {
                case "start" ->
                    new Form.Fault("from-" + index, Prose.of(text("change.flex.from", index + 1), violation));
                case "rate" ->
                    new Form.Fault("rate-" + index, Prose.of(text("change.flex.rate", index + 1), violation));
                default -> new Form.Fault("to-" + index, Prose.of(text("change.flex.to", index + 1), violation));
            };
        }
        return new Form.Fault("", Prose.of(violation));
    }

    private Reply flex(Asked asked) throws Missing {
        return at(
                asked,
                target -> Reply.show(flexPage(target, asked.form(), TypedDay.empty(FIRST_ROWS), Optional.empty())));
    }

    private Reply.PageView flexPage(Target target, Form form, TypedDay day, Optional<DayPlan> plan) {
        var capabilities = target.read().identity().capabilities();
        FlexView view = new FlexView(
                new Form(form.token(), form.once(), day.fields(), form.faults()),
                Steps.SCHEDULE.shown(),
                target.address("flex"),
                drug(target),
                Situation.solution(services, target.situation().implant().reservoir()),
                day.rows().size(),
                Math.min(capabilities.maxSteps(), TypedDay.MOST),
                Show.of(capabilities.stepGrid()).text(),
                target.replaces().isPresent(),
                recalled(target).isPresent(),
                DayChart.of(target.running(), plan),
                target.address("continuous"),
                back(target));
        return Reply.page(text("change.flex.title"), "", out -> JteflexGenerated.render(out, null, view))
                .about(target.situation().strip());
    }

    /** The draft's own steps, for its author. */
    private static Optional<TypedDay> recalled(Target target) {
        return target.replaces()
                .flatMap(DoseChange::numbers)
                .map(DoseChange.Numbers::order)
                .filter(Order.Flex.class::isInstance)
                .map(each -> TypedDay.of((Order.Flex) each));
    }

    private Reply checkFlex(Asked asked) throws Missing {
        return at(asked, target -> {
            TypedDay day = TypedDay.of(asked);
            Form form = asked.form();
            String what = asked.field(DO);
            if (what.equals(ADD)) {
                return Reply.show(flexPage(target, form, day.longer(), day.plan()));
            }
            if (what.equals(RECALL)) {
                TypedDay own = recalled(target).orElse(day);
                return Reply.show(flexPage(target, form, own, own.plan()));
            }
            if (what.startsWith(REMOVE) && what.matches(REMOVE + "[0-9]{1,2}")) {
                TypedDay fewer = day.without(Integer.parseInt(what.substring(REMOVE.length()), 10));
                return Reply.show(flexPage(target, form, fewer, fewer.plan()));
            }
            List<Form.Fault> faults = day.faults();
            if (!faults.isEmpty()) {
                return Reply.refused(flexPage(target, form.with(faults), day, Optional.empty()));
            }
            if (what.equals(DRAW)) {
                return Reply.show(flexPage(target, form, day, day.plan()));
            }
            Answer<DoseChange> answer = drafted(target, day.order(), asked);
            return answer instanceof Answer.Done<DoseChange> done
                    ? Reply.moved(ChangeLinks.step(done.value(), "checks"))
                    : refused(answer, flexPage(target, form.with(faults(answer.violations())), day, day.plan()));
        });
    }
}
