// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The logs of a node at an address.
 *
 * @param ledger the address, ending in a slash
 * @param current the newest log; the others are known by what the entries say
 * @param token gives the right to read entries, if there is one
 * @param trust which certificate is believed, where the address has one
 */
record LogsAtAddress(String ledger, String current, Optional<String> token, ServerTrust trust)
        implements ChainCheck.Place {

    @Override
    public Optional<Source> log(String name) throws IOException {
        UrlSource source = new UrlSource(ledger + name + "/", token, trust);
        return source.read("checkpoint").isPresent() ? Optional.of(source) : Optional.empty();
    }

    @Override
    public List<String> names() {
        return List.of(current);
    }

    @Override
    public void beside(LogCheck check, String name) {
        // evidence is not given out with the ledger
    }
}
