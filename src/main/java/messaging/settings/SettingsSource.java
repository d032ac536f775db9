package messaging.settings;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads values from an environment and collects all faults, so that they are reported together. */
final class SettingsSource {
    // Only the usual notations: anything else that the library parses is more likely a typing error.
    private static final IPAddressStringParameters ADDRESS = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .toParams();

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    SettingsSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String name, String fallback) {
        return optional(name).orElse(fallback);
    }

    String required(String name) {
        return optional(name).orElseGet(() -> {
            faults.add(name + " is required");
            return "";
        });
    }

    String choice(String name, String fallback, List<String> choices) {
        var value = text(name, fallback);
        if (!choices.contains(value)) {
            faults.add(name + " must be one of: " + String.join(", ", choices));
        }
        return value;
    }

    /** Reads several of the choices, or {@code none}. */
    Set<String> choices(String name, List<String> fallback, List<String> choices) {
        if (text(name, "").equals("none")) {
            return Set.of();
        }
        var values = list(name, fallback);
        if (!choices.containsAll(values)) {
            faults.add(name + " must be none, or some of: " + String.join(", ", choices));
        }
        return Set.copyOf(values);
    }

    boolean flag(String name, boolean fallback) {
        var value = text(name, Boolean.toString(fallback));
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> {
                faults.add(name + " must be true or false");
                yield fallback;
            }
        };
    }

    int number(String name, int fallback, int min, int max) {
        var value = optional(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            var number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with the range.
        }
        faults.add(name + " must be a whole number from " + min + " to " + max);
        return fallback;
    }

    Duration seconds(String name, int fallback) {
        return Duration.ofSeconds(number(name, fallback, 1, 315_360_000));
    }

    List<String> list(String name, List<String> fallback) {
        return optional(name)
                .map(value -> List.of(value.split("\\s*,\\s*")).stream()
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(fallback);
    }

    List<IPAddressString> addresses(String name) {
        var addresses = list(name, List.of()).stream()
                .map(item -> new IPAddressString(item, ADDRESS))
                .toList();
        addresses.stream()
                .filter(address -> !address.isIPAddress())
                .forEach(address -> faults.add(name + " contains an invalid address or CIDR range: '" + address + "'"));
        return addresses;
    }

    URI url(String name, String fallback) {
        try {
            var url = URI.create(text(name, fallback));
            if (url.isAbsolute() && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        faults.add(name + " must be an absolute URL");
        return URI.create(fallback);
    }

    List<SsoIssuer> issuers(String name) {
        var value = optional(name);
        if (value.isEmpty()) {
            return List.of();
        }
        try {
            var issuers = SsoIssuer.parse(value.get());
            if (issuers.stream().map(SsoIssuer::issuer).distinct().count() == issuers.size()) {
                return issuers;
            }
            faults.add(name + " must not contain an issuer twice");
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + e.getMessage());
        }
        return List.of();
    }

    void fault(String fault) {
        faults.add(fault);
    }

    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults);
        }
    }
}
