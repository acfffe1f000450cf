// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.util.Arrays;
import java.util.List;

/** The entry of every command. */
public final class Main {

    private static final String USAGE =
            """
            Cisterna: simulated intrathecal drug pumps. Not a medical device.

            ./cisterna demo [--port N] [--data DIR] [--seed S] [--speed X] [--scenario FILE]
                builds what is missing and starts everything with a simulated fleet and demo people, and a story if one is given
            ./cisterna run [--port N] [--data DIR]
                the same without simulated fleet and demo people
            ./cisterna dose FILE or - [--institution FILE] [--json]
                one dosing request in, one proposal or calculation out, offline
            ./cisterna verify PATH or URL --key FILE [--token FILE] [--fingerprint SHA256] [--kept FILE]
                               [--witness FILE] [--json]
                checks a ledger, or a report of the kit, from its bytes and a public key; with --token an auditor's, entries too where it is a URL
            ./cisterna simulate [--pumps N] [--days D] [--seed S] [--threads T] [--from DATE] [--faults F] [--out FILE] [--json]
                lets a fleet of simulated pumps live in virtual time; the digest of what they delivered is the same for any T
            ./cisterna new-driver NAME [--out DIR] [--json]
                writes a driver project that builds with a JDK alone, with a device to try it on
            ./cisterna frames FILE --driver JAR --pump MANUFACTURER/SERIAL [--json]
                lets a driver read the raw frames of a session once more
            ./cisterna conform DRIVER --out DIR [--profile fast|full] [--seed N] [--rules LIST] [--rig JAR] [--known FILE]
                               [--compare REPORT] [--replay REPORT] [--key VKEY] [--sign KEY] [--seal KEY] [--json]
                holds a driver to the rules of docs/rulebook, in a process of its own, and writes a report
            ./cisterna conform --measured FILE --rate RATE --claim PERCENT --out DIR
                judges a run that was weighed on a bench; --open frames.sealed --key KEY opens the sealed part of a report
            ./cisterna explain RULE
                what a rule says, what it is for, how it is tested, where to look when it is broken
            ./cisterna test
                builds everything and runs every test
            ./cisterna test --long NAME
                one proof at its full count
            """;

    private Main() {}

    /** Runs a command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)).status());
    }

    private static Exit run(List<String> arguments) {
        if (arguments.isEmpty()
                || arguments.get(0).equals("--help")
                || arguments.get(0).equals("help")) {
            System.err.print(USAGE);
            return arguments.isEmpty() ? Exit.USAGE : Exit.GOOD;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        try {
            return switch (arguments.get(0)) {
                case "demo" -> Platform.demo(rest);
                case "run" -> Platform.run(rest);
                case "devices" -> Devices.run(rest);
                case "dose" -> new Dose(System.in, Dose.utf8(System.out), System.err).run(rest);
                case "verify" -> Verification.run(rest, Dose.utf8(System.out));
                case "simulate" ->
                    new Simulate(
                                    Dose.utf8(System.out),
                                    System.err,
                                    Runtime.getRuntime().maxMemory())
                            .run(rest);
                case "new-driver" -> NewDriver.command(rest);
                case "conform" -> new Conform(Dose.utf8(System.out), System.err).run(rest);
                case "conform-inside" -> ConformInside.run(rest);
                case "explain" -> new Explain(Dose.utf8(System.out)).run(rest);
                case "frames" -> new Frames(Dose.utf8(System.out), System.err).run(rest);
                default ->
                    throw Refused.usage("there is no command '" + arguments.get(0) + "'; ./cisterna help lists them");
            };
        } catch (Refused refused) {
            System.err.println("cisterna: " + refused.words());
            return refused.exit();
        } catch (InterruptedException interrupted) {
            System.err.println("cisterna: interrupted");
            return Exit.INCOMPLETE;
        }
    }
}
