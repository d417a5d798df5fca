import express from 'express';

/** What Express takes to say that there is nothing. */
express()
  .get('/ready', (_request, response) => {
    response.end();
  })
  .listen(Number(process.env['PORT']), '127.0.0.1');
