// SPDX-License-Identifier: Apache-2.0
package org.cisterna.logging.bridge;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogReaderService;

/** Joins the OSGi log to ours for as long as both are there. */
@Component(
        name = "org.cisterna.logging.bridge",
        service = {},
        immediate = true)
public final class BridgeComponent {

    private final LogReaderService reader;
    private final Forwarder forwarder = new Forwarder();

    /** Begins to listen; what was said before is passed on first. */
    @Activate
    public BridgeComponent(@Reference LogReaderService reader) {
        this.reader = reader;
        forwarder.startListening(reader);
    }

    @Deactivate
    void deactivate() {
        reader.removeLogListener(forwarder);
    }
}
