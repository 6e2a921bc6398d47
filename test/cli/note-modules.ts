// Preloaded by a test: writes down which packages of OpenTelemetry a program loads.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@opentelemetry/')) appendFileSync(process.env['NOTED_MODULES']!, `${specifier}\n`);
    return next(specifier, context);
  },
});
