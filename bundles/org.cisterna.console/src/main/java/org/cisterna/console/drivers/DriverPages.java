// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.drivers;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.drivers.JtedriversGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.console.change.Prose;
import org.cisterna.console.conformance.Told;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverJar;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.DriverTrouble;
import org.cisterna.therapy.Act;

/** {@code /drivers}: what the host uses, and what lies in the drivers folder. */
public final class DriverPages implements Route.Topic {

    private static final String HERE = "/drivers";

    private final Services services;

    /** With what it asks. */
    public DriverPages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.SEE_DRIVERS, asked -> page(asked, asked.form(), 200)),
                Route.post(HERE + "/admit", Act.ADMIT_DRIVER, this::admit));
    }

    private Reply admit(Asked asked) throws Missing {
        Digest digest;
        try {
            digest = Digest.parse(asked.field("digest"));
        } catch (IllegalArgumentException none) {
            return page(asked, asked.form().with("", text("drivers.digest.wrong")), 422);
        }
        Answer<DriverJar> answer =
                services.admissions().admit(digest, asked.who().caller(Act.ADMIT_DRIVER, "console"));
        return answer.isDone()
                ? Reply.moved(HERE)
                : page(asked, asked.form().refused(answer.violations(), Map.of()), 409);
    }

    private Reply page(Asked asked, Form form, int status) {
        List<String> missing = new ArrayList<>();
        List<DriversView.Driver> drivers = new ArrayList<>();
        List<DriversView.Jar> jars = new ArrayList<>();
        try {
            services.host()
                    .drivers()
                    .forEach(each -> drivers.add(driver(each, Told.ofFamily(services, each.family()))));
        } catch (Missing away) {
            missing.add(text("pump.missing", Show.sentence(away.what()), away.bundle()));
        }
        try {
            services.admissions().jars().forEach(each -> jars.add(jar(each)));
        } catch (Missing away) {
            missing.add(text("pump.missing", Show.sentence(away.what()), away.bundle()));
        }
        long waiting = jars.stream().filter(DriversView.Jar::waits).count();
        DriversView view = new DriversView(
                form,
                text("drivers.summary", drivers.size(), jars.size(), waiting),
                drivers,
                jars,
                asked.who().may(Act.ADMIT_DRIVER),
                missing);
        return new Reply.Shown(
                status, Reply.page(text("drivers.title"), HERE, out -> JtedriversGenerated.render(out, null, view)));
    }

    private static DriversView.Driver driver(DriverStatus driver, List<String> standings) {
        Optional<DriverDescriptor> says = driver.descriptor();
        return new DriversView.Driver(
                driver.family(),
                says.map(each -> each.name() + " " + each.version()).orElse(text("drivers.unknown")),
                says.map(DriverDescriptor::manufacturer).orElse(""),
                says.map(DriverDescriptor::description).orElse(""),
                text("drivers.state." + driver.state()),
                Show.second(driver.since()),
                Show.sentence(Prose.of(driver.reason())),
                Show.count(driver.pumps()).text(),
                driver.stuckCalls() == 0 ? "" : text("drivers.stuck", driver.stuckCalls()),
                says.flatMap(DriverDescriptor::interimStop)
                        .map(each -> text("drivers.interim", Show.of(each).text()))
                        .orElse(""),
                says.map(each -> each.digest().text()).orElse(""),
                standings,
                driver.troubles().stream().map(DriverPages::trouble).toList());
    }

    private static String trouble(DriverTrouble trouble) {
        return text(
                "drivers.trouble",
                Show.second(trouble.at()),
                trouble.subject(),
                Show.sentence(Prose.of(trouble.words())),
                Show.count(trouble.times()).text());
    }

    private static DriversView.Jar jar(DriverJar jar) {
        return new DriversView.Jar(
                jar.file(),
                jar.symbolicName()
                        .map(each -> each + " " + jar.version().orElse(""))
                        .orElse(text("drivers.noBundle")),
                text("jar.state." + jar.state()),
                Show.second(jar.since()),
                Show.sentence(jar.reason()),
                jar.digest().map(Digest::text).orElse(""),
                jar.admittedBy().orElse(""),
                jar.state() == DriverJar.State.FOUND && jar.digest().isPresent());
    }
}
