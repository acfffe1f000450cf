// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.therapy.People;
import org.cisterna.web.Address;
import org.cisterna.web.SignedIn;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Tells the accounts of whoever was refused, whoever refused it: a wrong token, too many of them, an act that is not allowed, a form from elsewhere.
 * A request without any credentials is asked for them and no refusal of anybody; a locked page that goes on asking is none either.
 */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=70")
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class RefusedFilter implements Filter {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final List<People> people = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(People service) {
        people.add(service);
    }

    void unbindPeople(People service) {
        people.remove(service);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        HttpServletRequest asked = (HttpServletRequest) request;
        int status = ((HttpServletResponse) response).getStatus();
        if (isRefusal(asked, status)) {
            for (People each : people) {
                each.refused(
                        status,
                        SignedIn.of(asked),
                        String.valueOf(asked.getRemoteAddr()),
                        asked.getMethod(),
                        asked.getRequestURI());
                return;
            }
        }
    }

    private static boolean isRefusal(HttpServletRequest asked, int status) {
        return switch (status) {
            case FORBIDDEN -> !SignedIn.isLocked(asked);
            case UNAUTHORIZED, TOO_MANY -> asked.getHeader("Authorization") != null;
            default -> false;
        };
    }
}
