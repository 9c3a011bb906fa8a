using Forecast.Api;

await ForecastService.Create(args).RunAsync();
