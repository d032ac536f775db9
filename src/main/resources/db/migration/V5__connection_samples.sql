-- How many clients were told of changes live, at moments that all servers share: each server writes a row of its own.

CREATE TABLE connection_samples (
    sampled_at    DATETIME(6) NOT NULL,
    server        BINARY(16)  NOT NULL,
    event_streams INT         NOT NULL,
    websockets    INT         NOT NULL,
    PRIMARY KEY (sampled_at, server)
) ENGINE = InnoDB;
