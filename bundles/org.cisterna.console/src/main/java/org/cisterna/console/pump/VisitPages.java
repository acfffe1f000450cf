// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.pump.JtecloseGenerated;
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
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Visit;

/** Closing a visit: with the pump seen running, or stopped by order with a day for the restart and somebody who sees to it. */
public final class VisitPages implements Route.Topic {

    private static final String STOPPED = "stopped";
    private static final Map<String, String> FIELDS = Map.of("restart", "restart", "owner", "owner");

    private final Services services;
    private final Strips strips;

    /** With what it asks. */
    public VisitPages(Services services) {
        this.services = services;
        this.strips = new Strips(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PumpPages.HERE + "/visit", Act.CLOSE_VISIT, asked -> page(asked, asked.form())),
                Route.post(PumpPages.HERE + "/visit", Act.CLOSE_VISIT, this::close));
    }

    /**
     * What the page shows.
     *
     * @param form its form
     * @param address of the pump
     * @param owners who can see to a restart
     */
    public record Close(Form form, String address, List<Owner> owners) {}

    /**
     * Somebody who can see to a restart.
     *
     * @param account the account
     * @param name printed name
     * @param chosen whether that was chosen before
     */
    public record Owner(String account, String name, boolean chosen) {}

    private Reply page(Asked asked, Form form) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        if (strips.openVisit(pump.get(), asked.who()).isEmpty()) {
            return Trouble.of(409, text("close.none.title"), text("close.none.words"))
                    .leadingTo(Links.pump(pump.get()), text("trouble.pump"))
                    .reply();
        }
        List<Owner> owners = services.people().people().stream()
                .filter(each ->
                        each.roles().contains(Role.PROGRAMMER) || each.roles().contains(Role.CLINICIAN))
                .map((Person each) ->
                        new Owner(each.id(), each.printedName(), each.id().equals(form.value("owner"))))
                .toList();
        Close view = new Close(form, Links.pump(pump.get()), owners);
        Reply.PageView page = Reply.page(
                        text("close.title"), "/fleet", out -> JtecloseGenerated.render(out, null, view))
                .narrow()
                .about(strips.of(pump.get(), asked.who()));
        return new Reply.Shown(form.isRefused() ? 422 : 200, page);
    }

    private Reply close(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        Optional<Visit> visit = pump.flatMap(each -> strips.openVisit(each, asked.who()));
        if (pump.isEmpty() || visit.isEmpty()) {
            return page(asked, asked.form());
        }
        String ending = asked.field("ending");
        if (!ending.equals("running") && !ending.equals(STOPPED)) {
            return page(asked, asked.form().with("ending", text("close.choose")));
        }
        CloseRequest request = ending.equals(STOPPED)
                ? CloseRequest.stoppedByOrder(asked.field("restart"), asked.field("owner"))
                : CloseRequest.running();
        Answer<Visit> answer = services.therapy().close(visit.get().id(), request, asked.who());
        return answer.isDone()
                ? Reply.moved(Links.pump(pump.get()))
                : page(asked, asked.form().refused(answer.violations(), FIELDS));
    }
}
