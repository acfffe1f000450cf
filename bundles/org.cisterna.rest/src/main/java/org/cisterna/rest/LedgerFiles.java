// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.Optional;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.web.Address;

/**
 * The ledger as static files, as the C2SP tlog-tiles specification has them. Checkpoints and tiles of hashes are open; entries need somebody
 * who may read them.
 */
final class LedgerFiles {

    private final Services services;

    LedgerFiles(Services services) {
        this.services = services;
    }

    Result answer(String method, String path, Optional<Identified> who) throws Call.Refusal {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Call.Refusal(
                    405,
                    Violation.of("METHOD_NOT_ALLOWED", "method", Call.shortened(method), "this address takes GET"));
        }
        Ledger ledger = services.ledger();
        try {
            if (path.equals("checkpoint")) {
                return new Result.Moved(Address.LEDGER + "/" + ledger.status().shard() + "/checkpoint");
            }
            if (isEntries(path)) {
                Identified reader = who.orElseThrow(() -> new Call.Refusal(
                        401,
                        Violation.of(
                                "TOKEN_MISSING", "entries need an auditor's token; hashes and checkpoints are open")));
                if (!reader.may(Act.READ_LEDGER)) {
                    throw new Call.Refusal(
                            403,
                            Violation.of(
                                    "NOT_PERMITTED",
                                    "roles and token of " + reader.person().id() + " do not allow to "
                                            + Act.READ_LEDGER.words()));
                }
            }
            Optional<byte[]> file = ledger.staticFile(path);
            if (file.isEmpty()) {
                throw new Call.Refusal(
                        404,
                        Violation.of(
                                "NO_SUCH_FILE",
                                "path",
                                Call.shortened(path),
                                "the ledger has no such file, or not yet; its size is in the checkpoint"));
            }
            return path.endsWith("/checkpoint") || path.endsWith("/witnessed")
                    ? new Result.File("text/plain;charset=utf-8", file.get(), false)
                    : new Result.File("application/octet-stream", file.get(), true);
        } catch (LedgerUnavailableException unavailable) {
            throw new Call.Refusal(503, Violation.of("LEDGER_UNAVAILABLE", String.valueOf(unavailable.getMessage())));
        }
    }

    /** Whether a path names a bundle of entries: SHARD/tile/entries/…. */
    private static boolean isEntries(String path) {
        return Route.segments(path).contains("entries");
    }
}
