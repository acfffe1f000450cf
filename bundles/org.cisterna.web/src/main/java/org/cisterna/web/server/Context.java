// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import org.cisterna.web.Address;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** The servlet context that everything of the platform belongs to. It serves no files. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = Address.CONTEXT, path = "/")
public final class Context extends ServletContextHelper {}
