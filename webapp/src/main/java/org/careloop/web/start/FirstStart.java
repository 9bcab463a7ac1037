package org.careloop.web.start;

import java.net.InetAddress;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.FirstAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the first accounts and the demo study of an empty installation, before the first request. */
@Component
public class FirstStart implements SmartInitializingSingleton {
    private final FirstAccounts accounts;
    private final DemoStudy demoStudy;
    private final TransactionTemplate transactions;
    private final @Nullable InetAddress address;
    private final @Nullable Path demo;

    public FirstStart(
            FirstAccounts accounts,
            DemoStudy demoStudy,
            TransactionTemplate transactions,
            @Value("${server.address:#{null}}") @Nullable InetAddress address,
            @Value("${careloop.demo:#{null}}") @Nullable Path demo) {
        this.accounts = accounts;
        this.demoStudy = demoStudy;
        this.transactions = LongWork.in(transactions);
        this.address = address;
        this.demo = demo;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (accounts.areMissing()) {
            furnish();
        }
        if (accounts.includeDemo() && !onThisMachineOnly()) {
            throw new BadInput(
                    "this data has demo accounts, whose password everybody knows, and server.address is not a loopback"
                            + " address; use another careloop.data, or server.address=127.0.0.1");
        }
    }

    private void furnish() {
        Path folder = demo;
        if (folder != null && onThisMachineOnly()) {
            // In one transaction, because a later start that finds accounts adds nothing.
            transactions.executeWithoutResult(status -> {
                accounts.makeDemo();
                demoStudy.furnish(folder);
            });
        } else {
            System.out.printf(
                    "careloop: first administrator: admin, password: %s (shown this once)%n",
                    accounts.makeAdministrator());
        }
    }

    private boolean onThisMachineOnly() {
        return address != null && address.isLoopbackAddress();
    }
}
