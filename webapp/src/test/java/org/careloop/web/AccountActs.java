package org.careloop.web;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.data.AccountData;
import org.careloop.web.people.data.AccountDeletion;
import org.springframework.context.ApplicationContext;

/** What is handed out of accounts, and their end. */
final class AccountActs {
    private final ApplicationContext context;
    private final Person person;

    AccountActs(ApplicationContext context, Person person) {
        this.context = context;
        this.person = person;
    }

    /** @param leaving the account that is deleted */
    void addTo(Map<String, Act> acts, Supplier<Person> leaving) {
        AccountData data = context.getBean(AccountData.class);
        acts.put("AccountData.writeOwn", () -> data.writeOwn(OutputStream.nullOutputStream()));
        acts.put("AccountData.write", () -> data.write(person.id(), person.login(), OutputStream.nullOutputStream()));
        acts.put("AccountDeletion.delete", () -> {
            context.getBean(PersonService.class).change(leaving.get(), Set.of(), List.of(), List.of(), false);
            context.getBean(AccountDeletion.class)
                    .delete(leaving.get(), leaving.get().login());
        });
    }
}
