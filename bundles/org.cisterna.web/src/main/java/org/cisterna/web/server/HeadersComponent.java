// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Filter;
import org.cisterna.web.Address;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** The first to see a request, before every other filter. */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=100")
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardFilterAsyncSupported
@HttpWhiteboardFilterPattern("/*")
public final class HeadersComponent extends HeadersFilter {

    /** With the names that whoever started the platform gave it. */
    @Activate
    public HeadersComponent(BundleContext context) {
        super(Hosts.of(context.getProperty(Hosts.PROPERTY)));
    }
}
