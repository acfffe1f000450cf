// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.conformance.JteconformanceGenerated;
import gg.jte.generated.precompiled.conformance.JterunGenerated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.Standing;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;

/** {@code /conformance}: how each driver stands, runs of the kit, and what came of them. */
public final class ConformancePages implements Route.Topic {

    static final String HERE = "/conformance";
    private static final String RUN = HERE + "/runs/{run}";
    private static final int MOST_RUNS = 50;
    private static final int SEED_DIGITS = 18;
    private static final Map<String, String> FIELDS =
            Map.of("driver", "driver", "seed", "seed", "rules", "rules", "profile", "profile");

    private final Services services;
    private final Rulebook book = Rulebook.shipped();

    /** With what it asks. */
    public ConformancePages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.SEE_DRIVERS, asked -> page(asked, begun(asked), 200)),
                Route.post(HERE, Act.RUN_CONFORMANCE, this::start),
                Route.get(RUN, Act.SEE_DRIVERS, asked -> run(asked, asked.form(), 200, "")),
                Route.get(
                        RUN + "/chapters/{chapter}",
                        Act.SEE_DRIVERS,
                        asked -> run(asked, asked.form(), 200, asked.place("chapter"))),
                Route.get(RUN + "/report/{file}", Act.SEE_DRIVERS, this::file),
                Route.post(RUN + "/cancel", Act.RUN_CONFORMANCE, this::cancel));
    }

    private static Form begun(Asked asked) {
        return asked.form()
                .filled(Map.of(
                        "seed",
                        "1",
                        "driver",
                        asked.queried("driver"),
                        "profile",
                        "fast",
                        "rules",
                        "",
                        "compare",
                        "yes"));
    }

    private Reply page(Asked asked, Form form, int status) throws Missing {
        KitRuns kit = services.kitRuns();
        List<Standing> standings = kit.standings();
        List<KitRun> runs = kit.runs();
        ConformanceView view = new ConformanceView(
                form,
                text("conformance.summary", standings.size(), runs.size()),
                kit.obstacle().map(Show::sentence).orElse(""),
                standings.stream()
                        .map(each -> new ConformanceView.Driver(
                                each.driver(),
                                each.version(),
                                each.content().map(Digest::text).orElse(""),
                                Told.standing(each),
                                each.run()
                                        .map(run -> HERE + "/runs/" + run.id())
                                        .orElse("")))
                        .toList(),
                runs.stream().limit(MOST_RUNS).map(Told::run).toList(),
                asked.who().may(Act.RUN_CONFORMANCE),
                form.value("driver"));
        return new Reply.Shown(
                status,
                Reply.page(text("conformance.title"), HERE, out -> JteconformanceGenerated.render(out, null, view)));
    }

    private Reply start(Asked asked) throws Missing {
        Form form = asked.form();
        String seed = asked.field("seed");
        Optional<RunOrder.Profile> profile = RunOrder.Profile.named(asked.field("profile"));
        if (!seed.matches("[0-9]{1," + SEED_DIGITS + "}")) {
            form = form.with("seed", text("conformance.seed.wrong"));
        }
        if (profile.isEmpty()) {
            form = form.with("profile", text("conformance.profile.wrong"));
        }
        if (form.isRefused()) {
            return page(asked, form, 422);
        }
        Answer<KitRun> answer = services.kitRuns()
                .start(
                        new RunOrder(
                                asked.field("driver"),
                                profile.orElseThrow(),
                                Long.parseLong(seed),
                                asked.field("rules").replace(" ", ""),
                                !asked.field("compare").isEmpty()),
                        asked.who().caller(Act.RUN_CONFORMANCE, "conformance"));
        return answer.isDone()
                ? Reply.moved(HERE + "/runs/" + answer.orElseThrow().id())
                : page(asked, form.refused(answer.violations(), FIELDS), 409);
    }

    private Reply cancel(Asked asked) throws Missing {
        String id = asked.place("run");
        Answer<KitRun> answer = services.kitRuns().cancel(id, asked.who().caller(Act.RUN_CONFORMANCE, "conformance"));
        return answer.isDone()
                ? Reply.moved(HERE + "/runs/" + answer.orElseThrow().id())
                : run(asked, asked.form().refused(answer.violations(), Map.of()), 409, "");
    }

    private Reply run(Asked asked, Form form, int status, String chapter) throws Missing {
        KitRuns kit = services.kitRuns();
        Optional<KitRun> run = kit.run(asked.place("run"));
        if (run.isEmpty()) {
            return page(asked, begun(asked).with("", text("conformance.noRun")), 404);
        }
        RunView view = new RunPage(kit, run.get(), book).view(form, asked.who().may(Act.RUN_CONFORMANCE), chapter);
        return new Reply.Shown(
                status,
                Reply.page(
                        text(
                                chapter.isEmpty() ? "conformance.run.title" : "conformance.chapter.title",
                                run.get().order().driver(),
                                chapter),
                        HERE,
                        out -> JterunGenerated.render(out, null, view)));
    }

    private Reply file(Asked asked) throws Missing {
        Optional<ReportFile> file = ReportFile.named(asked.place("file"));
        if (file.isEmpty()) {
            return page(asked, begun(asked).with("", text("conformance.noFile")), 404);
        }
        Answer<byte[]> bytes = services.kitRuns().file(asked.place("run"), file.get());
        if (!bytes.isDone()) {
            return page(asked, begun(asked).refused(bytes.violations(), Map.of()), 404);
        }
        return new Reply.Download(
                "cisterna-" + asked.place("run") + "-" + file.get().fileName(),
                file.get().mediaType(),
                bytes.orElseThrow());
    }
}
