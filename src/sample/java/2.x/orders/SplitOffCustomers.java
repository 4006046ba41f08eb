package orders;

import java.sql.SQLException;
import java.sql.Statement;

/** Schema 2: name and city move from each order into a table of customers. */
final class SplitOffCustomers implements Migration {

    @Override
    public int to() {
        return 2;
    }

    @Override
    public void run(Statement statement) throws SQLException {
        statement.execute("""
                create table customers (
                    id integer generated always as identity primary key,
                    name varchar(100) not null,
                    city varchar(60) not null,
                    unique (name, city))
                """);
        int customers = statement.executeUpdate("""
                insert into customers (name, city)
                select distinct customer_name, customer_city from orders order by customer_name, customer_city
                """);
        statement.execute("alter table orders add column customer_id integer");
        int orders = statement.executeUpdate("""
                update orders o set customer_id =
                    (select c.id from customers c where c.name = o.customer_name and c.city = o.customer_city)
                """);
        statement.execute("alter table orders alter column customer_id set not null");
        statement.execute("alter table orders add foreign key (customer_id) references customers");
        statement.execute("alter table orders drop column customer_name");
        statement.execute("alter table orders drop column customer_city");
        Log.info("Moved " + customers + " customers out of " + orders + " orders");
    }
}
